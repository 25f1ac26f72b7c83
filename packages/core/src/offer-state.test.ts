import { describe, expect, it } from 'vitest'
import { leastUnits, offerStateOf } from './offer-state.ts'

const now = new Date('2026-03-10T12:00:00Z')
const terms = { slots: 3, minUnits: 20n, maxUnits: 100n, validUntil: now }
const facts = { isCancelled: false, hasMinimumSelfStake: true, slotsTaken: 2, consumedUnits: 80n }

describe('offerStateOf', () => {
  it('is open to the last slot, the last units and the last moment', () => {
    expect(offerStateOf(terms, facts, now)).toBe('OFFER_OPEN')
    expect(offerStateOf({ ...terms, minUnits: 0n }, { ...facts, consumedUnits: 99n }, now)).toBe('OFFER_OPEN')
  })

  it('says what stands in the way, what lasts longest first', () => {
    const gone = { isCancelled: true, hasMinimumSelfStake: false, slotsTaken: 3, consumedUnits: 100n }
    const late = new Date(now.getTime() + 1)
    expect(offerStateOf(terms, gone, late)).toBe('OFFER_CANCELLED')
    expect(offerStateOf(terms, { ...gone, isCancelled: false }, late)).toBe('OFFER_EXPIRED')
    expect(offerStateOf(terms, { ...facts, consumedUnits: 81n }, now)).toBe('OFFER_SOLD_OUT')
    expect(offerStateOf(terms, { ...facts, hasMinimumSelfStake: false }, now)).toBe('OFFER_BELOW_SELF_STAKE')
    expect(offerStateOf(terms, { ...facts, slotsTaken: 3 }, now)).toBe('OFFER_SLOTS_TAKEN')
  })
})

it('a lease has at least its slots’ minimum, and at least one unit', () => {
  expect(leastUnits(terms, 3)).toBe(60n)
  expect(leastUnits({ minUnits: 0n }, 3)).toBe(1n)
})
