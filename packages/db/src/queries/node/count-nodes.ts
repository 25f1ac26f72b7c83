import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'

export type NodeCounts = { registered: number; online: number; verified: number }

/** As FindNodesParams has them; an operator's nodes, or everybody's. */
export async function countNodes(
  db: Db,
  params: { operator?: `0x${string}` | undefined; seenSince: Date; verifiedSince: bigint },
): Promise<NodeCounts> {
  const { rows } = await db.query<Record<keyof NodeCounts, bigint>>({
    name: params.operator === undefined ? 'count-nodes' : 'count-nodes-of-operator',
    text: `SELECT count(*) AS registered, count(s.node) AS online,
             count(*) FILTER (WHERE s.node IS NOT NULL AND k.status = 'passed' AND k.epoch >= $3) AS verified
           FROM node n
           LEFT JOIN node_session s ON s.node = n.address AND s.offline_reason IS NULL AND s.last_seen_at >= $2
           LEFT JOIN LATERAL (
             SELECT k.epoch, k.status FROM canary k WHERE k.node = s.node AND k.status IN ('passed', 'failed', 'late')
             ORDER BY k.epoch DESC, k.number DESC LIMIT 1
           ) k ON true
           WHERE n.retired_at IS NULL ${params.operator === undefined ? 'AND $1::bytea IS NULL' : 'AND n.operator = $1'}`,
    values: [
      params.operator === undefined ? null : hexToDb(params.operator),
      params.seenSince,
      params.verifiedSince,
    ],
  })
  const [row] = rows
  if (row === undefined) throw new Error('an aggregate always gives one row')
  return { registered: Number(row.registered), online: Number(row.online), verified: Number(row.verified) }
}
