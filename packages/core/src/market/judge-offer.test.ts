import { describe, expect, it } from 'vitest'
import { ONE_N3 } from '../units.ts'
import { judgeOffer } from './judge-offer.ts'
import type { MarketOffer } from './market-offer.ts'
import { parseQuery } from './parse-query.ts'
import { conditionsOf } from './rent-spec.ts'

const offer: MarketOffer = {
  ...{ id: `0x${'11'.repeat(32)}`, operator: `0x${'aB'.repeat(20)}`, kind: 'compute' },
  ...{ pricePerUnitWei: ONE_N3 / 4n, minUnits: 10n, maxDurationSeconds: 3_600, freeSlots: 2 },
  ...{ leftUnits: 1_000n, state: 'OFFER_OPEN', countries: ['DE', 'FR'], stakeWei: 300n * ONE_N3 },
  nodes: { registered: 3, online: 1, verified: 0 },
  runs: ['wasm'],
}

const conditionOf = (text: string) => {
  const { query, fault } = parseQuery(text)
  if (fault !== undefined) throw new Error(fault.message)
  return query.condition
}
const failsBy = (text: string) =>
  judgeOffer(offer, { conditions: conditionsOf({ kind: 'compute' }, conditionOf(text)) })
const dimensions = (text: string) => failsBy(text).map(({ dimension }) => dimension)

describe('judgeOffer', () => {
  it('finds nothing wrong with what matches', () => {
    const conditions = conditionsOf({
      ...{ kind: 'compute', slots: 2, units: 1_000n, durationSeconds: 3_600, nodes: 3 },
      ...{ maxPricePerUnitWei: ONE_N3 / 4n, countries: ['NZ', 'FR'], isOnline: true, isVerified: false },
      runs: 'wasm',
      minStakeWei: 300n * ONE_N3,
    })
    expect(judgeOffer(offer, { conditions, mostMinUnits: 10n })).toEqual([])
  })

  it('names every dimension that fails, with what is needed and what there is', () => {
    const conditions = conditionsOf({
      ...{ kind: 'bandwidth', slots: 3, units: 1_001n, durationSeconds: 3_601, nodes: 4 },
      ...{ maxPricePerUnitWei: ONE_N3 / 5n, countries: ['NZ'], isOnline: false, isVerified: true },
      runs: 'onnx',
      minStakeWei: 301n * ONE_N3,
    })
    const failed = judgeOffer({ ...offer, state: 'OFFER_SLOTS_TAKEN' }, { conditions, mostMinUnits: 9n })
    expect(failed.map(({ dimension, code, need, have }) => [dimension, code, need, have])).toEqual([
      ['state', 'OFFER_SLOTS_TAKEN', '= OFFER_OPEN', 'OFFER_SLOTS_TAKEN'],
      ['minimum', 'MINIMUM_UNMET', '<= 9', '10'],
      ['kind', 'KIND_UNMET', '= bandwidth', 'compute'],
      ['slots', 'SLOTS_UNMET', '>= 3', '2'],
      ['units', 'UNITS_UNMET', '>= 1001', '1000'],
      ['duration', 'DURATION_UNMET', '>= 3601', '3600'],
      ['price', 'PRICE_UNMET', `<= ${ONE_N3 / 5n}`, `${ONE_N3 / 4n}`],
      ['country', 'COUNTRY_UNMET', 'in NZ', 'DE, FR'],
      ['verified', 'VERIFIED_UNMET', '= true', 'false'],
      ['online', 'ONLINE_UNMET', '= false', 'true'],
      ['runs', 'RUNS_UNMET', '= onnx', 'wasm'],
      ['stake', 'STAKE_UNMET', `>= ${301n * ONE_N3}`, `${300n * ONE_N3}`],
      ['nodes', 'NODES_UNMET', '>= 4', '3'],
    ])
    for (const { sentence } of failed) expect(sentence).toMatch(/^[A-Z].*\.$/)
  })

  it('takes a query apart at its “and”, and names the rest as it was typed', () => {
    expect(dimensions('price < 0.25 and slots > 1 and stake > 300')).toEqual(['price', 'stake'])
    expect(dimensions('price < 0.25 or slots > 1')).toEqual([])
    expect(failsBy('not (country = DE and slots = 2)')).toMatchObject([
      { dimension: 'query', need: 'not (country = DE and slots = 2)', have: 'country DE, FR, slots 2' },
    ])
    expect(dimensions(`operator = ${offer.operator.toLowerCase()}`)).toEqual([])
    expect(dimensions('country != NZ and country != DE')).toEqual(['country'])
    expect(failsBy('price < 0.2')[0]?.sentence).toBe('Wanted is price < 0.2 N3; it has price 0.25 N3.')
  })
})
