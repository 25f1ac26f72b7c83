import { lesser } from '../lesser.ts'
import { BPS } from '../units.ts'

export type PoolEntry = { work: bigint; multiplier: bigint; hasMinimumStake: boolean }

export type PoolTerms = {
  /** This epoch's emission for the pool plus what earlier epochs left, in wei. */
  budgetWei: bigint
  /** Work that pays the pool in full; 0n means any work does. */
  target: bigint
  nodeCapBps: bigint
  belowMinimumBps: bigint
}

/** `work` is what opened the pool: that of nodes at or above the minimum stake. */
export type PoolShares = { work: bigint; amountsWei: bigint[] }

/**
 * Splits one pool by weight = work · multiplier, every step rounded down; what is not paid is carried over.
 * 1. payable = budget · min(1, work / target). Nodes below the minimum stake do not open the pool.
 * 2. Nodes below the minimum get their share by weight, together at most belowMinimumBps of payable.
 * 3. The others share the rest among themselves, so that nodes without stake cannot dilute them further.
 * 4. Nobody gets more than nodeCapBps of the budget. The excess is carried, not handed to others.
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
  return { work, amountsWei }
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
