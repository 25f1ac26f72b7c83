import { lesser } from '../lesser.ts'
import { BPS } from '../units.ts'
import { FACTOR_ONE } from './parameters.ts'

/** Every factor is at most one, but for stake, which doubles at most. */
const HIGHEST_MULTIPLIER = 2n * FACTOR_ONE

export type PoolEntry = {
  /** Work the network gave at random. */
  work: bigint
  /** Work somebody paid for, by lease, with the protocol fees burned for it in wei. */
  rented: readonly { work: bigint; feesWei: bigint }[]
  multiplier: bigint
  hasMinimumStake: boolean
}

export type PoolTerms = {
  /** This epoch's emission for the pool plus what earlier epochs left, in wei. */
  budgetWei: bigint
  /** Work that pays the pool in full; 0n means any work does. */
  target: bigint
  nodeCapBps: bigint
  belowMinimumBps: bigint
  rentedRebateBps: bigint
}

/** `work` is what opened the pool: that of nodes at or above the minimum stake. */
export type PoolShares = { work: bigint; amountsWei: bigint[] }

/**
 * Splits one pool by weight = work · multiplier, every step rounded down; what is not paid is carried over.
 * 1. payable = budget · min(1, work / target). Nodes below the minimum stake do not open the pool.
 * 2. Nodes below the minimum get their share by weight, together at most belowMinimumBps of payable.
 * 3. The others share the rest among themselves, so that nodes without stake cannot dilute them further.
 * 4. Rented work comes after all that and changes nothing of it: at or above the minimum stake, each lease's work is
 *    paid at the rate budget / target, by the node's multiplier out of the highest, and at most rentedRebateBps of the
 *    fees burned for that lease; out of what is left of the budget, in proportion when that is short. So whoever rents
 *    from himself burns more than it adds to anything he gets.
 * 5. Nobody gets more than nodeCapBps of the budget. The excess is carried, not handed to others.
 * Sum ≤ budget, and each amount never falls when its operator's stake rises.
 */
export function sharePool(terms: PoolTerms, entries: readonly PoolEntry[]): PoolShares {
  const weights = entries.map((entry) => entry.work * entry.multiplier)
  let work = 0n
  let stakedWeight = 0n
  let belowWeight = 0n
  entries.forEach((entry, index) => {
    const weight = weights[index] ?? 0n
    if (entry.hasMinimumStake) {
      work += entry.work
      stakedWeight += weight
    } else {
      belowWeight += weight
    }
  })
  const payable = payableDown(terms, work)
  const below = belowShareDown(terms, payable, belowWeight, stakedWeight)
  const capWei = (terms.budgetWei * terms.nodeCapBps) / BPS
  const amountsWei = entries.map((entry, index) => {
    const weight = weights[index] ?? 0n
    if (weight === 0n) return 0n
    const amount = entry.hasMinimumStake
      ? ((payable - below) * weight) / stakedWeight
      : (below * weight) / belowWeight
    return lesser(amount, capWei)
  })
  addRented(terms, entries, terms.budgetWei - payable, amountsWei)
  return { work, amountsWei: amountsWei.map((amount) => lesser(amount, capWei)) }
}

/** Step 4: adds to the amounts. */
function addRented(
  terms: PoolTerms,
  entries: readonly PoolEntry[],
  leftWei: bigint,
  amountsWei: bigint[],
): void {
  const claims = entries.map((entry) => {
    if (!entry.hasMinimumStake) return 0n
    return entry.rented.reduce((sum, { work, feesWei }) => {
      const most = (feesWei * terms.rentedRebateBps) / BPS
      const value =
        terms.target === 0n
          ? most
          : (terms.budgetWei * work * entry.multiplier) / (terms.target * HIGHEST_MULTIPLIER)
      return sum + lesser(value, most)
    }, 0n)
  })
  const claimed = claims.reduce((sum, claim) => sum + claim, 0n)
  claims.forEach((claim, index) => {
    const paid = claimed > leftWei ? (claim * leftWei) / claimed : claim
    amountsWei[index] = (amountsWei[index] ?? 0n) + paid
  })
}

function payableDown(terms: PoolTerms, work: bigint): bigint {
  if (work === 0n) return 0n
  return work >= terms.target ? terms.budgetWei : (terms.budgetWei * work) / terms.target
}

function belowShareDown(
  terms: PoolTerms,
  payable: bigint,
  belowWeight: bigint,
  stakedWeight: bigint,
): bigint {
  if (belowWeight === 0n) return 0n
  const byWeight = (payable * belowWeight) / (belowWeight + stakedWeight)
  const most = (payable * terms.belowMinimumBps) / BPS
  return lesser(byWeight, most)
}
