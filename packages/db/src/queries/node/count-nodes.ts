import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'

export type NodeCounts = { registered: number; online: number; verified: number }

/** As FindNodesParams has them; an operator's nodes, or everybody's. */
export async function countNodes(
  db: Db,
  params: { operator?: `0x${string}` | undefined; seenSince: Date; verifiedSince: bigint },
): Promise<NodeCounts> {
  const { rows } = await db.query<Record<keyof NodeCounts, bigint>>({
    name: 'count-nodes',
    text: `SELECT count(*) AS registered,
             count(*) FILTER (WHERE s.offline_reason IS NULL AND s.last_seen_at >= $2) AS online,
             count(*) FILTER (WHERE s.offline_reason IS NULL AND s.last_seen_at >= $2 AND v.node IS NOT NULL)
               AS verified
           FROM node n
           LEFT JOIN node_session s ON s.node = n.address
           LEFT JOIN (
             SELECT node FROM canary WHERE epoch >= $3 AND status IN ('passed', 'failed', 'late')
             GROUP BY node HAVING (array_agg(status ORDER BY epoch DESC, number DESC))[1] = 'passed'
           ) v ON v.node = n.address
           WHERE n.retired_at IS NULL AND ($1::bytea IS NULL OR n.operator = $1)`,
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
