import type { Address } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { weiFromDb } from '../wei.ts'
import { byteaArray, int8Array, numericArray } from './binary-array.ts'
import { hexFromDb, hexToDb } from './hex.ts'
import { changeOperators, sumByOperator } from './operator-sums.ts'

export type PositionChange = {
  operator: Address
  staker: Address
  /** What the staker holds now; undefined leaves it. */
  shares: bigint | undefined
  /** Added to the lifetime sums, in wei; negative when undone. */
  stakedWei: bigint
  takenWei: bigint
  /** Seconds; undefined leaves it. */
  updatedAt: number | undefined
}

/** Stands for a value that is left as it is: neither shares nor seconds are ever negative. */
const UNSET = -1n

const DELEGATES = '(CASE WHEN %.shares > 0 AND k.operator <> k.staker THEN 1 ELSE 0 END)'

/** What changed positions mean for an operator: own shares where they changed, and delegators by difference. */
export type StakeChange = { operator: Address; selfShares: bigint | undefined; delegators: number }

/** Applies changes to positions, and to their operators what follows from them. */
export async function changePositions(tx: Client, changes: readonly PositionChange[]): Promise<void> {
  await changeOperators(tx, sumByOperator(new Map(), [], await storePositions(tx, changes)))
}

/** Applies changes to positions alone, and gives what follows for their operators. */
export async function storePositions(tx: Client, changes: readonly PositionChange[]): Promise<StakeChange[]> {
  if (changes.length === 0) return []
  // Every part of this statement sees the table as it was before, so `old` is the state before the change.
  const { rows } = await tx.query<{ operator: Buffer; delegators: string; self_shares: string | null }>({
    name: 'change-positions',
    text: `WITH k AS (
             SELECT operator, staker, nullif(shares, ${UNSET}) AS shares, staked, taken, nullif(at, ${UNSET}) AS updated_at
             FROM unnest($1::bytea[], $2::bytea[], $3::numeric[], $4::numeric[], $5::numeric[], $6::bigint[])
               AS c(operator, staker, shares, staked, taken, at)
             ORDER BY operator, staker
           ), old AS (
             SELECT p.* FROM stake_position p JOIN k USING (operator, staker)
           ), updated AS (
             UPDATE stake_position p SET shares = coalesce(k.shares, p.shares), staked_wei = p.staked_wei + k.staked,
               taken_wei = p.taken_wei + k.taken, updated_at = coalesce(to_timestamp(k.updated_at), p.updated_at)
             FROM k WHERE p.operator = k.operator AND p.staker = k.staker
             RETURNING p.operator, p.staker, p.shares
           ), inserted AS (
             INSERT INTO stake_position (operator, staker, shares, staked_wei, taken_wei, updated_at)
             SELECT operator, staker, coalesce(shares, 0), staked, taken, to_timestamp(updated_at) FROM k
             WHERE NOT EXISTS (SELECT 1 FROM old WHERE old.operator = k.operator AND old.staker = k.staker)
             RETURNING operator, staker, shares
           ), new AS (SELECT * FROM updated UNION ALL SELECT * FROM inserted)
           SELECT k.operator,
             sum(${DELEGATES.replaceAll('%', 'new')} - ${DELEGATES.replaceAll('%', 'old')})::text AS delegators,
             max(new.shares) FILTER (WHERE k.operator = k.staker) AS self_shares
           FROM k LEFT JOIN old USING (operator, staker) LEFT JOIN new USING (operator, staker)
           GROUP BY k.operator`,
    values: [
      byteaArray(changes.map(({ operator }) => operator)),
      byteaArray(changes.map(({ staker }) => staker)),
      numericArray(changes.map(({ shares = UNSET }) => shares)),
      numericArray(changes.map(({ stakedWei }) => stakedWei)),
      numericArray(changes.map(({ takenWei }) => takenWei)),
      int8Array(changes.map(({ updatedAt = UNSET }) => updatedAt)),
    ],
  })
  return rows.map((row) => ({
    operator: hexFromDb(row.operator),
    selfShares: row.self_shares === null ? undefined : weiFromDb(row.self_shares),
    delegators: Number(row.delegators),
  }))
}

/** Removes positions that no event mentions any more. Their shares must have been set to 0 before. */
export async function deletePositions(
  tx: Client,
  keys: readonly { operator: Address; staker: Address }[],
): Promise<void> {
  if (keys.length === 0) return
  await tx.query(
    `DELETE FROM stake_position p USING unnest($1::bytea[], $2::bytea[]) AS k(operator, staker)
     WHERE p.operator = k.operator AND p.staker = k.staker`,
    [keys.map((key) => hexToDb(key.operator)), keys.map((key) => hexToDb(key.staker))],
  )
}
