import { describe, expect, it } from 'vitest'
import { leaseCan } from './lease-can.ts'
import { type Lease, leaseReasonOf, leaseStateOf, type UsageClaim, usageReasonOf } from './lease-state.ts'

const renter = `0x${'11'.repeat(20)}` as const
const operator = `0x${'Aa'.repeat(20)}` as const
const stranger = `0x${'33'.repeat(20)}` as const
const expiresAt = new Date('2026-03-01T00:00:00Z')
const GRACE = 60
const at = (seconds: number) => new Date(expiresAt.getTime() + seconds * 1000)
const open: Lease = {
  ...{ renter, operator, status: 'open', closeReason: null, units: 100n, redeemedUnits: 40n },
  ...{ expiresAt, thawEndsAt: null, claim: null, lodgedUnits: 0n },
}
const closing: Lease = { ...open, status: 'closing', thawEndsAt: at(-100) }
const closed = (closeReason: NonNullable<Lease['closeReason']>): Lease => ({
  ...open,
  ...{ status: 'closed', closeReason },
})
const lodged: UsageClaim = {
  ...{ status: 'lodged', contestEndsAt: at(0), rulingEndsAt: null },
}
const contested: UsageClaim = { ...lodged, status: 'contested', rulingEndsAt: at(50) }

describe('leaseStateOf', () => {
  it('runs, is overdue at its time, and can be finalized when the grace period is over', () => {
    const states = [-1, 0, GRACE - 1, GRACE].map((seconds) => leaseStateOf(open, at(seconds), GRACE))
    expect(states).toEqual(['open', 'overdue', 'overdue', 'finalizable'])
    expect(leaseReasonOf(open, at(0), GRACE)).toBe('LEASE_TIME_OVER')
  })

  it('thaws until the thaw ends, however long the lease would have run', () => {
    expect(leaseStateOf(closing, at(-101), GRACE)).toBe('closing')
    expect(leaseStateOf(closing, at(-100), GRACE)).toBe('finalizable')
    expect(leaseReasonOf(closing, at(-101), GRACE)).toBe('LEASE_THAWING')
  })

  it('says how a closed lease was closed', () => {
    const reasons = (['renter-closed', 'operator-closed', 'expired', 'exhausted'] as const).map((reason) =>
      leaseReasonOf(closed(reason), at(999), GRACE),
    )
    expect(reasons).toEqual([
      'LEASE_CLOSED_BY_RENTER',
      'LEASE_CLOSED_BY_OPERATOR',
      'LEASE_CLOSED_EXPIRED',
      'LEASE_CLOSED_EXHAUSTED',
    ])
  })
})

describe('leaseCan', () => {
  it('lets the renter close once and the operator until it is closed, and nobody else', () => {
    expect(leaseCan.close(open, renter)).toBe(true)
    expect(leaseCan.close(closing, renter)).toBe('LEASE_THAWING')
    expect(leaseCan.close(open, `0x${'aA'.repeat(20)}`)).toBe(true)
    expect(leaseCan.close(closing, operator)).toBe(true)
    expect(leaseCan.close(open, stranger)).toBe('LEASE_NOT_PARTY')
    expect(leaseCan.close(closed('expired'), operator)).toBe('LEASE_CLOSED_EXPIRED')
  })

  it('lets anybody finalize from the very second on', () => {
    expect(leaseCan.finalize(open, at(GRACE - 1), GRACE)).toBe('LEASE_NOT_FINALIZABLE')
    expect(leaseCan.finalize(open, at(GRACE), GRACE)).toBe(true)
    expect(leaseCan.finalize(closing, at(-101), GRACE)).toBe('LEASE_THAWING')
    expect(leaseCan.finalize(closing, at(-100), GRACE)).toBe(true)
    expect(leaseCan.finalize(closed('exhausted'), at(GRACE), GRACE)).toBe('LEASE_CLOSED_EXHAUSTED')
  })

  it('redeems only what is new and was rented, until it is closed', () => {
    expect(leaseCan.redeem(open, 41n)).toBe(true)
    expect(leaseCan.redeem(closing, 100n)).toBe(true)
    expect(leaseCan.redeem(open, 40n)).toBe('LEASE_NOTHING_NEW')
    expect(leaseCan.redeem(open, 101n)).toBe('LEASE_UNITS_ABOVE_RENTED')
    expect(leaseCan.redeem(closed('renter-closed'), 41n)).toBe('LEASE_CLOSED_BY_RENTER')
  })

  it('takes usage above all that was lodged before, none after the thaw', () => {
    expect(leaseCan.lodgeUsage(open, 41n, at(30))).toBe(true)
    const again = { ...open, claim: lodged, lodgedUnits: 70n }
    expect(leaseCan.lodgeUsage(again, 70n, at(0))).toBe('USAGE_ALREADY_LODGED')
    expect(leaseCan.lodgeUsage(again, 71n, at(0))).toBe(true)
    expect(leaseCan.lodgeUsage(closing, 41n, at(-101))).toBe(true)
    expect(leaseCan.lodgeUsage(closing, 41n, at(-100))).toBe('LEASE_THAW_OVER')
    expect(leaseCan.lodgeUsage(open, 40n, at(0))).toBe('LEASE_NOTHING_NEW')
  })

  it('lets the renter contest within the window, the court rule within its own, and anybody settle after', () => {
    const [withLodged, withContested] = [lodged, contested].map((claim) => ({
      ...open,
      claim,
      lodgedUnits: 70n,
    }))
    if (withLodged === undefined || withContested === undefined) throw new Error('no claims')
    expect(leaseCan.contestUsage(open, renter, at(0))).toBe('USAGE_NONE')
    expect(leaseCan.contestUsage(withLodged, operator, at(-1))).toBe('LEASE_NOT_RENTER')
    expect(leaseCan.contestUsage(withLodged, renter, at(-1))).toBe(true)
    expect(leaseCan.contestUsage(withLodged, renter, at(0))).toBe('USAGE_WINDOW_OVER')
    expect(leaseCan.contestUsage(withContested, renter, at(-1))).toBe('USAGE_CONTESTED')
    expect(leaseCan.ruleUsage(open, 1n, at(0))).toBe('USAGE_NONE')
    expect(leaseCan.ruleUsage(withLodged, 1n, at(0))).toBe('USAGE_LODGED')
    expect(leaseCan.ruleUsage(withContested, 70n, at(49))).toBe(true)
    expect(leaseCan.ruleUsage(withContested, 71n, at(49))).toBe('USAGE_ABOVE_CLAIM')
    expect(leaseCan.ruleUsage(withContested, 70n, at(50))).toBe('USAGE_WINDOW_OVER')
    expect(leaseCan.settleUsage(open, at(0))).toBe('USAGE_NONE')
    expect(leaseCan.settleUsage(withLodged, at(-1))).toBe('USAGE_WINDOW_OPEN')
    expect(leaseCan.settleUsage(withLodged, at(0))).toBe(true)
    expect(leaseCan.settleUsage(withContested, at(49))).toBe('USAGE_WINDOW_OPEN')
    expect(leaseCan.settleUsage(withContested, at(50))).toBe(true)
  })
})

it('says where a claim stands', () => {
  expect(usageReasonOf(lodged, at(-1))).toBe('USAGE_LODGED')
  expect(usageReasonOf(lodged, at(0))).toBe('USAGE_SETTLEABLE')
  expect(usageReasonOf(contested, at(49))).toBe('USAGE_CONTESTED')
  expect(usageReasonOf(contested, at(50))).toBe('USAGE_SETTLEABLE')
})
