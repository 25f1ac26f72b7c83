import { expect, test } from 'vitest'
import { claimSettlementOf, endingWords, settlementOf } from './settlement.ts'

const at = new Date(0)
const lodged = { status: 'lodged', contestEndsAt: at, rulingEndsAt: null } as const
const contested = { status: 'contested', contestEndsAt: at, rulingEndsAt: at } as const
const lease = { units: 100n, minUnits: 20n, redeemedUnits: 0n, lodgedUnits: 0n, claim: null }

test('settling pays what the minimum is above the units paid, and gives the rest back', () => {
  expect(settlementOf(lease)).toEqual({ owedUnits: 20n, heldUnits: 0n, unusedUnits: 80n })
  expect(settlementOf({ ...lease, redeemedUnits: 30n })).toMatchObject({ owedUnits: 0n, unusedUnits: 70n })
})

test('a claim under way holds back what it asks for beyond the units paid, and an old one nothing', () => {
  const claimed = { ...lease, lodgedUnits: 50n }
  expect(settlementOf({ ...claimed, claim: lodged })).toEqual({
    ...{ owedUnits: 20n, heldUnits: 30n, unusedUnits: 50n },
  })
  expect(settlementOf({ ...claimed, redeemedUnits: 60n, claim: lodged }).heldUnits).toBe(0n)
  expect(settlementOf(claimed).heldUnits).toBe(0n)
})

test('a claim that nobody contested is paid, and one without a ruling goes back to the renter of a closed lease', () => {
  const closed = { isClosed: true, heldUnits: 30n }
  const facts = { ...lease, redeemedUnits: 20n, lodgedUnits: 50n }
  expect(claimSettlementOf({ ...facts, claim: lodged }, closed)).toEqual({ owedUnits: 30n, unusedUnits: 0n })
  expect(claimSettlementOf({ ...facts, claim: contested }, closed)).toEqual({
    ...{ owedUnits: 0n, unusedUnits: 30n },
  })
  const open = { isClosed: false, heldUnits: 0n }
  expect(claimSettlementOf({ ...facts, claim: contested }, open)).toEqual({ owedUnits: 0n, unusedUnits: 0n })
})

test('every state says when slots are free', () => {
  for (const state of ['open', 'overdue', 'closing', 'finalizable', 'closed'] as const)
    expect(endingWords(state, { heldUnits: 0n })).toMatch(/^[A-Z].*slots are free.*renter\.$/)
  expect(endingWords('closed', { heldUnits: 1n })).toMatch(/held until that is settled\.$/)
})
