/** A second telling of LeaseMarket in plain bigint arithmetic, written from ILeaseMarket and not from its source. */
export type LeaseParameters = {
  thawPeriod: bigint
  gracePeriod: bigint
  contestWindow: bigint
  rulingPeriod: bigint
  feeBps: bigint
}

export type ModelOffer = {
  operator: string
  pricePerUnit: bigint
  slots: bigint
  minUnits: bigint
  maxUnits: bigint
  maxDuration: bigint
}
type LeaseStatus = 'Open' | 'Closing' | 'Closed'
export type CloseReason = 'None' | 'RenterClosed' | 'OperatorClosed' | 'Expired' | 'Exhausted'
type ClaimStatus = 'None' | 'Lodged' | 'Contested'
type Claim = {
  cumulativeUnits: bigint
  heldUnits: bigint
  contestEndsAt: bigint
  rulingEndsAt: bigint
  status: ClaimStatus
}
export type ModelLease = {
  offer: number
  renter: string
  slots: bigint
  units: bigint
  minUnits: bigint
  redeemedUnits: bigint
  openedAt: bigint
  expiresAt: bigint
  thawEndsAt: bigint
  status: LeaseStatus
  closeReason: CloseReason
  claim: Claim
}
export type LeaseStep =
  | { kind: 'open'; offer: number; renter: string; slots: bigint; units: bigint }
  | { kind: 'redeem' | 'lodgeUsage' | 'ruleUsage'; leaseId: number; units: bigint }
  | { kind: 'close' | 'contestUsage'; leaseId: number; caller: string }
  | { kind: 'finalize' | 'settleUsage'; leaseId: number }

class Refused extends Error {}
const refuseUnless = (condition: boolean, error: string) => {
  if (!condition) throw new Refused(error)
}
const larger = (a: bigint, b: bigint) => (a > b ? a : b)
const noClaim = (cumulativeUnits = 0n): Claim => ({
  cumulativeUnits,
  heldUnits: 0n,
  contestEndsAt: 0n,
  rulingEndsAt: 0n,
  status: 'None',
})

export function createLeaseModel(parameters: LeaseParameters, offers: readonly ModelOffer[]) {
  let state = { leases: [] as ModelLease[], balances: {} as Record<string, bigint>, burned: 0n }

  const offerAt = (index: number): ModelOffer => {
    const offer = offers[index]
    if (offer === undefined) throw new Error(`There is no offer ${index}.`)
    return offer
  }
  const priceOf = (lease: ModelLease) => offerAt(lease.offer).pricePerUnit
  const isActive = (lease: ModelLease) => lease.status !== 'Closed'
  const move = (account: string, amount: bigint) => {
    state.balances[account] = (state.balances[account] ?? 0n) + amount
  }
  const dueOf = (lease: ModelLease) => larger(lease.minUnits, lease.redeemedUnits)
  /** What a pending claim asks for above these units. */
  const claimedAbove = ({ claim }: ModelLease, units: bigint) =>
    claim.status === 'None' ? 0n : larger(claim.cumulativeUnits - units, 0n)

  function consumptionOf(offer: number): { slotsTaken: bigint; consumedUnits: bigint } {
    const its = state.leases.filter((lease) => lease.offer === offer)
    return {
      slotsTaken: its.filter(isActive).reduce((sum, { slots }) => sum + slots, 0n),
      consumedUnits: its.reduce(
        (sum, lease) => sum + (isActive(lease) ? lease.units : lease.redeemedUnits + lease.claim.heldUnits),
        0n,
      ),
    }
  }
  /** Units a lease still holds money for. */
  const unitsHeld = (lease: ModelLease) =>
    isActive(lease) ? lease.units - lease.redeemedUnits : lease.claim.heldUnits

  function pay(lease: ModelLease, cumulativeUnits: bigint): void {
    const amount = (cumulativeUnits - lease.redeemedUnits) * priceOf(lease)
    const fee = (amount * parameters.feeBps) / 10_000n
    lease.redeemedUnits = cumulativeUnits
    move(offerAt(lease.offer).operator, amount - fee)
    state.burned += fee
  }

  function end(lease: ModelLease, reason: CloseReason): void {
    const heldUnits = claimedAbove(lease, lease.redeemedUnits)
    move(lease.renter, (lease.units - lease.redeemedUnits - heldUnits) * priceOf(lease))
    lease.status = 'Closed'
    lease.closeReason = reason
    if (heldUnits === 0n) lease.claim = noClaim(lease.claim.cumulativeUnits)
    else lease.claim.heldUnits = heldUnits
  }

  function settle(lease: ModelLease, units: bigint): void {
    const heldBefore = lease.claim.heldUnits
    const paidBefore = lease.redeemedUnits
    lease.claim = noClaim(lease.claim.cumulativeUnits)
    if (units > paidBefore) pay(lease, units)
    if (isActive(lease)) {
      if (lease.redeemedUnits === lease.units) end(lease, 'Exhausted')
    } else {
      move(lease.renter, (heldBefore - (lease.redeemedUnits - paidBefore)) * priceOf(lease))
    }
  }

  function open(step: Extract<LeaseStep, { kind: 'open' }>, now: bigint): void {
    const offer = offerAt(step.offer)
    const { slotsTaken, consumedUnits } = consumptionOf(step.offer)
    refuseUnless(step.slots > 0n && step.slots <= offer.slots - slotsTaken, 'SlotsUnavailable')
    refuseUnless(step.units >= larger(offer.minUnits * step.slots, 1n), 'UnitsBelowMinimum')
    refuseUnless(step.units <= offer.maxUnits - consumedUnits, 'UnitsUnavailable')
    move(step.renter, -step.units * offer.pricePerUnit)
    state.leases.push({
      offer: step.offer,
      renter: step.renter,
      slots: step.slots,
      units: step.units,
      minUnits: offer.minUnits * step.slots,
      redeemedUnits: 0n,
      openedAt: now,
      expiresAt: now + offer.maxDuration,
      thawEndsAt: 0n,
      status: 'Open',
      closeReason: 'None',
      claim: noClaim(),
    })
  }

  function checkUnits(lease: ModelLease, units: bigint): void {
    refuseUnless(units > lease.redeemedUnits, 'NothingToRedeem')
    refuseUnless(units <= lease.units, 'UnitsAboveEscrow')
  }

  function close(lease: ModelLease, caller: string, now: bigint): void {
    if (caller === offerAt(lease.offer).operator) {
      end(lease, 'OperatorClosed')
      return
    }
    refuseUnless(caller === lease.renter, 'NotParty')
    refuseUnless(lease.status === 'Open', 'AlreadyClosing')
    lease.status = 'Closing'
    lease.thawEndsAt = now + parameters.thawPeriod
  }

  function finalize(lease: ModelLease, now: bigint): void {
    const isThawing = lease.status === 'Closing'
    const opensAt = isThawing ? lease.thawEndsAt : lease.expiresAt + parameters.gracePeriod
    refuseUnless(now >= opensAt, 'NotFinalizable')
    if (dueOf(lease) > lease.redeemedUnits) pay(lease, dueOf(lease))
    end(lease, isThawing ? 'RenterClosed' : 'Expired')
  }

  function lodge(lease: ModelLease, units: bigint, now: bigint): void {
    refuseUnless(lease.status === 'Open' || now < lease.thawEndsAt, 'ThawOver')
    checkUnits(lease, units)
    refuseUnless(units > lease.claim.cumulativeUnits, 'UsageAlreadyLodged')
    lease.claim = {
      ...noClaim(units),
      status: 'Lodged',
      contestEndsAt: now + parameters.contestWindow,
    }
  }

  function contest(lease: ModelLease, caller: string, now: bigint): void {
    refuseUnless(caller === lease.renter, 'NotRenter')
    refuseUnless(lease.claim.status === 'Lodged', 'NoClaim')
    refuseUnless(now < lease.claim.contestEndsAt, 'ContestOver')
    lease.claim.status = 'Contested'
    lease.claim.rulingEndsAt = now + parameters.rulingPeriod
  }

  function settleInTime({ claim, ...lease }: ModelLease, now: bigint): bigint {
    refuseUnless(claim.status !== 'None', 'NoClaim')
    const isContested = claim.status === 'Contested'
    refuseUnless(now >= (isContested ? claim.rulingEndsAt : claim.contestEndsAt), 'ClaimNotSettled')
    return isContested ? lease.redeemedUnits : claim.cumulativeUnits
  }

  function redeem(lease: ModelLease, units: bigint): void {
    checkUnits(lease, units)
    pay(lease, units)
    if (lease.redeemedUnits === lease.units) end(lease, 'Exhausted')
  }

  function rule(lease: ModelLease, units: bigint, now: bigint): void {
    refuseUnless(lease.claim.status === 'Contested', 'NoClaim')
    refuseUnless(now < lease.claim.rulingEndsAt, 'RulingOver')
    refuseUnless(units <= lease.claim.cumulativeUnits, 'RulingAboveClaim')
    settle(lease, units)
  }

  function applyToLease(step: Exclude<LeaseStep, { kind: 'open' }>, now: bigint): void {
    const lease = state.leases[step.leaseId - 1]
    if (lease === undefined) throw new Error(`The model has no lease ${step.leaseId}.`)
    const needsActive = ['redeem', 'close', 'finalize', 'lodgeUsage'].includes(step.kind)
    refuseUnless(!needsActive || isActive(lease), 'LeaseNotActive')
    switch (step.kind) {
      case 'redeem':
        redeem(lease, step.units)
        break
      case 'lodgeUsage':
        lodge(lease, step.units, now)
        break
      case 'ruleUsage':
        rule(lease, step.units, now)
        break
      case 'close':
        close(lease, step.caller, now)
        break
      case 'contestUsage':
        contest(lease, step.caller, now)
        break
      case 'finalize':
        finalize(lease, now)
        break
      case 'settleUsage':
        settle(lease, settleInTime(lease, now))
        break
    }
  }

  return {
    /** Does the step at `now`, or changes nothing and returns the name of the contract's error. */
    apply(step: LeaseStep, now: bigint): string | undefined {
      const before = structuredClone(state)
      try {
        if (step.kind === 'open') open(step, now)
        else applyToLease(step, now)
        return undefined
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        state = before
        return error.message
      }
    },
    leaseCount: () => state.leases.length,
    leaseAt: (leaseId: number): ModelLease | undefined => state.leases[leaseId - 1],
    consumptionOf,
    /** Wei the lease holds, and what of it a finalize would refund and a claim hold back. */
    moneyOf(leaseId: number) {
      const lease = state.leases[leaseId - 1]
      if (lease === undefined) throw new Error(`The model has no lease ${leaseId}.`)
      const price = priceOf(lease)
      const escrow = unitsHeld(lease) * price
      if (!isActive(lease)) return { escrow, refundable: 0n, heldBack: escrow }
      const held = claimedAbove(lease, dueOf(lease))
      return { escrow, refundable: (lease.units - dueOf(lease) - held) * price, heldBack: held * price }
    },
    escrowTotal: () => state.leases.reduce((sum, lease) => sum + unitsHeld(lease) * priceOf(lease), 0n),
    balanceOf: (account: string) => state.balances[account] ?? 0n,
    burned: () => state.burned,
  }
}

export type LeaseModel = ReturnType<typeof createLeaseModel>
