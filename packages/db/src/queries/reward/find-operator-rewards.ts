import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'

export type OperatorReward = {
  epoch: bigint
  startsAt: Date
  endsAt: Date
  amountWei: bigint
  cumulativeWei: bigint
  /** Nodes of the operator that the file gives an amount for. */
  nodeCount: number
}

type Row = {
  epoch: bigint
  starts_at: Date
  ends_at: Date
  amount_wei: string
  cumulative_wei: string
  node_count: bigint
}

/** What an operator earned by verified epoch, newest first, below `before` when it is given. */
export async function findOperatorRewards(
  db: Db,
  params: { operator: Address; limit: number; before?: bigint | undefined },
): Promise<OperatorReward[]> {
  const { operator, limit, before } = params
  const { rows } = await db.query<Row>({
    name: before === undefined ? 'find-operator-rewards' : 'find-operator-rewards-before',
    text: `SELECT w.epoch, e.starts_at, e.ends_at, w.amount_wei, w.cumulative_wei,
             (SELECT count(*) FROM node_reward n WHERE n.operator = w.operator AND n.epoch = w.epoch) AS node_count
           FROM operator_reward w JOIN epoch e ON e.number = w.epoch
           WHERE w.operator = $1 ${before === undefined ? '' : 'AND w.epoch < $3'}
           ORDER BY w.epoch DESC LIMIT $2`,
    values: [hexToDb(operator), limit, ...(before === undefined ? [] : [before])],
  })
  return rows.map((row) => ({
    epoch: row.epoch,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    amountWei: weiFromDb(row.amount_wei),
    cumulativeWei: weiFromDb(row.cumulative_wei),
    nodeCount: Number(row.node_count),
  }))
}

/** Cumulative amount of an operator as of an epoch: its last increment at or before it, else zero. */
export async function getCumulativeReward(db: Db, operator: Address, epoch: bigint): Promise<bigint> {
  const { rows } = await db.query<{ cumulative_wei: string }>({
    name: 'get-cumulative-reward',
    text: `SELECT cumulative_wei FROM operator_reward WHERE operator = $1 AND epoch <= $2
           ORDER BY epoch DESC LIMIT 1`,
    values: [hexToDb(operator), epoch],
  })
  return weiFromDb(rows[0]?.cumulative_wei ?? '0')
}

/** Earned after an epoch in verified epochs that are still in their challenge delay; undefined when there is none. */
export async function getWaitingReward(
  db: Db,
  operator: Address,
  afterEpoch: bigint,
): Promise<{ amountWei: bigint; claimableAt: Date } | undefined> {
  const { rows } = await db.query<{ amount_wei: string | null; claimable_at: Date | null }>({
    name: 'get-waiting-reward',
    text: `SELECT sum(w.amount_wei) AS amount_wei, min(e.claimable_at) AS claimable_at
           FROM epoch e JOIN operator_reward w ON w.epoch = e.number AND w.operator = $1
           WHERE e.number > $2 AND e.file_state = 'verified' AND e.vetoed_at IS NULL`,
    values: [hexToDb(operator), afterEpoch],
  })
  const row = rows[0]
  if (row === undefined || row.amount_wei === null || row.claimable_at === null) return undefined
  const amountWei = weiFromDb(row.amount_wei)
  return amountWei === 0n ? undefined : { amountWei, claimableAt: row.claimable_at }
}
