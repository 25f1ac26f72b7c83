import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'

export type NodeEpoch = {
  epoch: bigint
  startsAt: Date
  /** Null where the epoch's file does not list the node: it was not registered then, or the file is not verified. */
  reward: { amountWei: bigint; inputs: unknown } | null
}

/** What a node earned in each of the last epochs, with every input of its score; newest first. */
export async function findNodeEpochs(
  db: Db,
  params: { node: Address; limit: number; before?: bigint | undefined },
): Promise<NodeEpoch[]> {
  const { rows } = await db.query<{
    number: bigint
    starts_at: Date
    amount_wei: string | null
    inputs: unknown
  }>({
    name: 'find-node-epochs',
    text: `SELECT e.number, e.starts_at, w.amount_wei, w.inputs
           FROM (SELECT number, starts_at FROM epoch WHERE $3::bigint IS NULL OR number < $3
                 ORDER BY number DESC LIMIT $2) e
           LEFT JOIN node_reward w ON w.epoch = e.number AND w.node = $1
           ORDER BY e.number DESC`,
    values: [hexToDb(params.node), params.limit, params.before ?? null],
  })
  return rows.map((row) => ({
    epoch: row.number,
    startsAt: row.starts_at,
    reward: row.amount_wei === null ? null : { amountWei: weiFromDb(row.amount_wei), inputs: row.inputs },
  }))
}
