import { expect, it } from 'vitest'
import { countFacets } from './count-facets.ts'
import type { MarketOffer } from './market-offer.ts'

const offer = (
  kind: MarketOffer['kind'],
  pricePerUnitWei: bigint,
  countries: string[],
  verified = 0,
): MarketOffer => ({
  ...{
    id: '0x01',
    operator: '0x02',
    kind,
    pricePerUnitWei,
    minUnits: 0n,
    maxDurationSeconds: 1,
    freeSlots: 1,
  },
  ...{
    leftUnits: 1n,
    state: 'OFFER_OPEN',
    countries,
    nodes: { registered: 1, online: 1, verified },
    runs: [],
    stakeWei: 0n,
  },
})

it('counts offers once by kind and check, and in every country, most first', () => {
  const facets = countFacets([
    offer('compute', 9n, ['DE', 'FR'], 1),
    offer('dataset', 5n, ['FR']),
    offer('compute', 10n, ['FR'], 2),
    offer('compute', 2n, []),
    offer('compute', 3n, ['AT', 'DE']),
  ])
  expect(facets).toEqual({
    total: 5,
    kinds: [
      { kind: 'compute', count: 4, minWei: 2n, medianWei: 3n, maxWei: 10n },
      { kind: 'dataset', count: 1, minWei: 5n, medianWei: 5n, maxWei: 5n },
    ],
    countries: [
      { country: 'FR', count: 3 },
      { country: 'DE', count: 2 },
      { country: 'AT', count: 1 },
    ],
    verified: { yes: 2, no: 3 },
  })
  expect(countFacets([])).toEqual({ total: 0, kinds: [], countries: [], verified: { yes: 0, no: 0 } })
})
