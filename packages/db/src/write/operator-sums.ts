import type { Address } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { byteaArray, int8Array, numericArray } from './binary-array.ts'
import type { HourDelta } from './payments.ts'
import type { StakeChange } from './positions.ts'

/** What a batch does to an operator's row, whichever families it came from. */
type OperatorSums = {
  operator: Address
  /** Seconds; undefined where no event names the operator. */
  seenAt: number | undefined
  earnedWei: bigint
  paidWei: bigint
  delegators: number
  selfShares: bigint | undefined
}

/** Stands for what is left as it is: neither seconds nor shares are ever negative. */
const UNSET = -1n

/** One entry for each operator that anything happened to. */
export function sumByOperator(
  seen: ReadonlyMap<Address, number>,
  payments: readonly HourDelta[],
  stakes: readonly StakeChange[],
): OperatorSums[] {
  const sums = new Map<Address, OperatorSums>()
  const of = (operator: Address) => {
    const known = sums.get(operator)
    if (known !== undefined) return known
    const none = { earnedWei: 0n, paidWei: 0n, delegators: 0, selfShares: undefined }
    const made = { operator, seenAt: seen.get(operator), ...none }
    sums.set(operator, made)
    return made
  }
  for (const operator of seen.keys()) of(operator)
  for (const { operator, earnedWei, paidWei } of payments) {
    const sum = of(operator)
    sum.earnedWei += earnedWei
    sum.paidWei += paidWei
  }
  for (const { operator, delegators, selfShares } of stakes)
    Object.assign(of(operator), { delegators, selfShares })
  return [...sums.values()]
}

/**
 * Writes each operator's row once for all that a batch did to it: a row written three times in one transaction leaves
 * two dead ones behind. Adds those that were not there, where an event names them, and gives how many they were.
 */
export async function changeOperators(tx: Client, sums: readonly OperatorSums[]): Promise<number> {
  if (sums.length === 0) return 0
  // Both parts see the table as it was before: who is not updated is inserted. In the order of the key, for neighbours
  // share a page of each index, and keys that only grow are put at an index's end without looking for their place.
  const { rowCount } = await tx.query({
    name: 'change-operators',
    text: `WITH c AS (
             SELECT operator, to_timestamp(nullif(seen, ${UNSET})) AS seen_at, earned, paid, delegators::int AS delegators,
               nullif(self, ${UNSET}) AS self_shares
             FROM unnest($1::bytea[], $2::bigint[], $3::numeric[], $4::numeric[], $5::bigint[], $6::numeric[])
               AS u(operator, seen, earned, paid, delegators, self)
             ORDER BY operator
           ), updated AS (
             UPDATE operator o SET first_seen_at = least(o.first_seen_at, c.seen_at),
               earned_total_wei = o.earned_total_wei + c.earned, paid_total_wei = o.paid_total_wei + c.paid,
               delegator_count = o.delegator_count + c.delegators, self_shares = coalesce(c.self_shares, o.self_shares)
             FROM c WHERE o.address = c.operator AND (c.seen_at < o.first_seen_at OR c.earned <> 0 OR c.paid <> 0
               OR c.delegators <> 0 OR c.self_shares <> o.self_shares)
           )
           INSERT INTO operator (address, first_seen_at, earned_total_wei, paid_total_wei, delegator_count, self_shares)
           SELECT operator, seen_at, earned, paid, delegators, coalesce(self_shares, 0) FROM c
           WHERE seen_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM operator o WHERE o.address = c.operator)
           ORDER BY operator`,
    values: [
      byteaArray(sums.map(({ operator }) => operator)),
      int8Array(sums.map(({ seenAt = UNSET }) => seenAt)),
      numericArray(sums.map(({ earnedWei }) => earnedWei)),
      numericArray(sums.map(({ paidWei }) => paidWei)),
      int8Array(sums.map(({ delegators }) => delegators)),
      numericArray(sums.map(({ selfShares = UNSET }) => selfShares)),
    ],
  })
  return rowCount ?? 0
}
