import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillBasket, MAX_BASKET_LINES, type Want } from './fill-basket.ts'
import type { MarketOffer } from './market-offer.ts'

const address = (index: number) => `0x${index.toString(16).padStart(40, '0')}` as const

const offer = (index: number, terms: Partial<MarketOffer> = {}): MarketOffer => ({
  id: `0x${index.toString(16).padStart(64, '0')}`,
  ...{ operator: address(index), kind: 'compute', pricePerUnitWei: BigInt(index) + 1n, minUnits: 0n },
  ...{ maxDurationSeconds: 3_600, freeSlots: 1, leftUnits: 10_000n, state: 'OFFER_OPEN', countries: ['DE'] },
  ...{ nodes: { registered: 1, online: 1, verified: 0 }, runs: [], stakeWei: 0n, ...terms },
})

const takenOf = (want: Want, offers: MarketOffer[]) => {
  const { lines, unfilledUnits } = fillBasket(want, offers)
  return { lines: lines.map(({ slots, units }) => [slots, units]), unfilledUnits }
}

describe('fillBasket', () => {
  it('takes units over as few slots as can use them in the time of the lease', () => {
    const offers = [offer(0, { freeSlots: 3 }), offer(1)]
    expect(takenOf({ units: 3_600n }, offers)).toEqual({ lines: [[1, 3_600n]], unfilledUnits: 0n })
    expect(takenOf({ units: 3_601n }, offers)).toEqual({ lines: [[2, 3_601n]], unfilledUnits: 0n })
    expect(takenOf({ units: 12_000n }, offers).lines).toEqual([
      [3, 10_000n],
      [1, 2_000n],
    ])
  })

  it('takes MiB and licences over one slot, whatever the time', () => {
    for (const kind of ['bandwidth', 'egress', 'dataset'] as const) {
      const offers = [offer(0, { kind, maxDurationSeconds: 1 })]
      expect(takenOf({ units: 9_999n }, offers)).toEqual({ lines: [[1, 9_999n]], unfilledUnits: 0n })
      expect(takenOf({ units: 9n }, [offer(0, { kind, leftUnits: 0n })]).lines).toEqual([])
    }
  })

  it('gives each slot its units, and each node one slot where nodes are asked for', () => {
    const offers = [offer(0, { freeSlots: 4, nodes: { registered: 3, online: 2, verified: 1 } }), offer(1)]
    const want = { slots: 3, unitsPerSlot: 1_800n }
    expect(takenOf(want, offers).lines).toEqual([[3, 5_400n]])
    expect(takenOf({ ...want, distinctNodes: 'online' }, offers).lines).toEqual([
      [2, 3_600n],
      [1, 1_800n],
    ])
    expect(takenOf({ ...want, distinctNodes: 'verified' }, offers)).toEqual({
      lines: [[1, 1_800n]],
      unfilledUnits: 3_600n,
    })
  })

  it('counts an operator’s nodes once over all its offers', () => {
    const offers = [offer(0), offer(1, { operator: address(0) }), offer(2)]
    const { lines } = fillBasket({ slots: 2, unitsPerSlot: 10n, distinctNodes: 'registered' }, offers)
    expect(lines.map(({ operator }) => operator)).toEqual([address(0), address(2)])
  })

  it('passes over an offer whose minimum is more than is wanted', () => {
    const offers = [offer(0, { minUnits: 100n }), offer(1)]
    expect(fillBasket({ units: 99n }, offers).lines[0]?.offerId).toBe(offer(1).id)
    expect(fillBasket({ slots: 1, unitsPerSlot: 99n }, offers).lines[0]?.offerId).toBe(offer(1).id)
  })

  it('never takes more than there is, than is wanted or than a transaction holds, and adds up', () => {
    const offerOf = fc
      .record({
        ...{ kind: fc.constantFrom('compute' as const, 'bandwidth' as const), freeSlots: fc.nat(5) },
        ...{ leftUnits: fc.bigInt(0n, 9_000n), minUnits: fc.bigInt(0n, 300n) },
        ...{ maxDurationSeconds: fc.integer({ min: 1, max: 4_000 }), pricePerUnitWei: fc.bigInt(0n, 9n) },
      })
      .map((terms) => terms)
    const wants = fc.oneof(
      fc.record({ units: fc.bigInt(1n, 90_000n) }),
      fc.record({ slots: fc.integer({ min: 1, max: 40 }), unitsPerSlot: fc.bigInt(1n, 4_000n) }),
    )
    fc.assert(
      fc.property(fc.array(offerOf, { maxLength: 50 }), wants, (terms, want) => {
        const offers = terms.map((term, index) => offer(index, term))
        const { lines, totalWei, unfilledUnits } = fillBasket(want, offers)
        const taken = lines.reduce((sum, { units }) => sum + units, 0n)
        expect(taken + unfilledUnits).toBe(
          'units' in want ? want.units : BigInt(want.slots) * want.unitsPerSlot,
        )
        expect(totalWei).toBe(lines.reduce((sum, { amountWei }) => sum + amountWei, 0n))
        expect(lines.length).toBeLessThanOrEqual(MAX_BASKET_LINES)
        for (const line of lines) {
          const from = offers.find(({ id }) => id === line.offerId)
          if (from === undefined) throw new Error('an offer nobody made')
          // What OfferLib.checkRoom demands.
          expect(line.slots > 0 && line.slots <= from.freeSlots).toBe(true)
          expect(line.units > 0n && line.units >= from.minUnits * BigInt(line.slots)).toBe(true)
          expect(line.units <= from.leftUnits).toBe(true)
          if (from.kind === 'compute')
            expect(line.units <= BigInt(line.slots) * BigInt(from.maxDurationSeconds)).toBe(true)
        }
      }),
    )
  })
})
