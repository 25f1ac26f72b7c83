import type { LeaseState, UsageClaim } from '../lease-state.ts'

/** What a lease's end depends on; units, as LeaseMarket counts them. */
export type SettlementFacts = {
  units: bigint
  minUnits: bigint
  redeemedUnits: bigint
  /** Of a claim under way, the units claimed. */
  lodgedUnits: bigint
  claim: UsageClaim | null
}

export type Settlement = {
  /** To the operator: what its minimum is above the units paid. */
  owedUnits: bigint
  /** Held back until the claim under way is settled. */
  heldUnits: bigint
  /** Back to the renter. */
  unusedUnits: bigint
}

/** What LeaseMarket.finalize does with the units left, if nothing more is redeemed before. */
export function settlementOf(facts: SettlementFacts): Settlement {
  const { units, minUnits, redeemedUnits, lodgedUnits, claim } = facts
  const paidUnits = greater(minUnits, redeemedUnits)
  const heldUnits = claim === null ? 0n : greater(lodgedUnits - paidUnits, 0n)
  return { owedUnits: paidUnits - redeemedUnits, heldUnits, unusedUnits: units - paidUnits - heldUnits }
}

/**
 * What LeaseMarket.settleUsage does with a claim whose window is over: lodged and not contested it is paid, contested
 * and not ruled on it is dropped. `isClosed`: what is not paid of what was held then goes back to the renter.
 */
export function claimSettlementOf(
  { redeemedUnits, lodgedUnits, claim }: SettlementFacts,
  held: { isClosed: boolean; heldUnits: bigint },
): Omit<Settlement, 'heldUnits'> {
  const isPaid = claim?.status === 'lodged'
  const owedUnits = isPaid ? greater(lodgedUnits - redeemedUnits, 0n) : 0n
  return { owedUnits, unusedUnits: held.isClosed ? held.heldUnits - owedUnits : 0n }
}

/** One sentence on when slots become free and money comes back, by the state a lease is in. */
export function endingWords(state: LeaseState, { heldUnits }: Pick<Settlement, 'heldUnits'>): string {
  const held = heldUnits === 0n ? '' : ' What the measured usage asks for is held until that is settled.'
  if (state === 'closed') return `Its slots are free, and what was not used went back to the renter.${held}`
  const settled =
    'it can be settled by anybody, and is by the network where that is worth its gas: then its slots are free and the rest goes back to the renter.'
  const when = {
    open: 'Unless it is used up or closed before, once its time and the grace period are over',
    overdue: 'Once the grace period is over',
    closing: 'Once the thaw is over',
    finalizable: 'Now',
  }[state]
  return `${when} ${settled}${held}`
}

function greater(left: bigint, right: bigint): bigint {
  return left > right ? left : right
}
