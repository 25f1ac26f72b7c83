import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb, weiToDb } from '../../wei.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

export type NodeReward = {
  epoch: bigint
  node: Address
  amountWei: bigint
  /** Inputs and factors of the score as the verified file has them. */
  inputs: unknown
}

type Row = { epoch: bigint; node: Buffer; amount_wei: string; inputs: unknown }

export type FindNodeRewardsParams = {
  operator: Address
  epoch: bigint
  limit: number
  after?: { amountWei: bigint; node: Address } | undefined
}

/** The nodes of an operator in one epoch, best-earning first. */
export async function findNodeRewards(db: Db, params: FindNodeRewardsParams): Promise<NodeReward[]> {
  const { operator, epoch, limit, after } = params
  const { rows } = await db.query<Row>({
    text: `SELECT epoch, node, amount_wei, inputs FROM node_reward
           WHERE operator = $1 AND epoch = $2
           ${after === undefined ? '' : 'AND (amount_wei < $4::numeric OR (amount_wei = $4::numeric AND node > $5))'}
           ORDER BY amount_wei DESC, node LIMIT $3`,
    values: [
      hexToDb(operator),
      epoch,
      limit,
      ...(after === undefined ? [] : [weiToDb(after.amountWei), hexToDb(after.node)]),
    ],
  })
  return rows.map(nodeRewardFromRow)
}

/** The best-earning nodes of an operator in each of some epochs, at most `perEpoch` of each. */
export async function findTopNodeRewards(
  db: Db,
  params: { operator: Address; epochs: readonly bigint[]; perEpoch: number },
): Promise<NodeReward[]> {
  const { rows } = await db.query<Row>({
    name: 'find-top-node-rewards',
    text: `SELECT n.epoch, n.node, n.amount_wei, n.inputs FROM unnest($2::bigint[]) AS e (number)
           CROSS JOIN LATERAL (
             SELECT epoch, node, amount_wei, inputs FROM node_reward
             WHERE operator = $1 AND epoch = e.number ORDER BY amount_wei DESC, node LIMIT $3
           ) n
           ORDER BY n.epoch DESC, n.amount_wei DESC, n.node`,
    values: [hexToDb(params.operator), params.epochs, params.perEpoch],
  })
  return rows.map(nodeRewardFromRow)
}

function nodeRewardFromRow(row: Row): NodeReward {
  return {
    epoch: row.epoch,
    node: hexFromDb(row.node),
    amountWei: weiFromDb(row.amount_wei),
    inputs: row.inputs,
  }
}
