import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

export type NodeChecks = {
  /** Its newest check that has an outcome; null before the first. */
  lastCheck: { epoch: bigint; isValid: boolean; isLate: boolean; judgedAt: Date } | null
  /** Of `epoch`. */
  passed: number
  failed: number
}

/** Checks by work with a known answer, of each of some nodes; nodes without any are left out. */
export async function findNodeChecks(
  db: Db,
  params: { nodes: readonly Address[]; epoch: bigint },
): Promise<Map<Address, NodeChecks>> {
  const { rows } = await db.query<{
    node: Buffer
    epoch: bigint
    status: string
    judged_at: Date
    passed: number
    failed: number
  }>({
    name: 'find-node-checks',
    text: `SELECT asked.node, last.epoch, last.status, last.judged_at, now.passed, now.failed
           FROM unnest($1::bytea[]) AS asked (node)
           CROSS JOIN LATERAL (
             SELECT epoch, status, judged_at FROM canary
             WHERE node = asked.node AND status IN ('passed', 'failed', 'late')
             ORDER BY epoch DESC, number DESC LIMIT 1) last
           CROSS JOIN LATERAL (
             SELECT (count(*) FILTER (WHERE status = 'passed'))::int AS passed,
                    (count(*) FILTER (WHERE status IN ('failed', 'late')))::int AS failed
             FROM canary WHERE node = asked.node AND epoch = $2) now`,
    values: [params.nodes.map(hexToDb), params.epoch],
  })
  return new Map(
    rows.map(({ node, epoch, status, judged_at, passed, failed }) => [
      hexFromDb(node),
      {
        lastCheck: { epoch, isValid: status === 'passed', isLate: status === 'late', judgedAt: judged_at },
        passed,
        failed,
      },
    ]),
  )
}
