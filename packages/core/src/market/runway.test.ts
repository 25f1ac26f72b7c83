import { describe, expect, it } from 'vitest'
import { type RunwayFacts, runwayOf } from './runway.ts'

const lease: RunwayFacts = {
  ...{ kind: 'compute', state: 'open', units: 1_000n, usedUnits: 100n, recentUnits: 100n },
  ...{ ageSeconds: 10_000, secondsToEnd: 7_200 },
}

describe('runwayOf', () => {
  it('divides what is left by what the last hour used', () => {
    expect(runwayOf({ ...lease, secondsToEnd: 50_000 })).toEqual({
      ...{ unitsLeft: 900n, secondsLeft: 32_400, ratePerHour: 100n },
      says: '900 of 1000 node-seconds are left; at 100 an hour they last 9 h.',
    })
  })

  it('says so when the time of the lease runs out first', () => {
    expect(runwayOf(lease).says).toContain('they last 9 h, and the lease ends in 2 h.')
  })

  it('takes the age of a younger lease, and a minute at least, for the rate', () => {
    expect(runwayOf({ ...lease, ageSeconds: 1_800 }).ratePerHour).toBe(200n)
    expect(runwayOf({ ...lease, ageSeconds: 1_800.5 }).ratePerHour).toBe(200n)
    expect(runwayOf({ ...lease, ageSeconds: 1 }).ratePerHour).toBe(6_000n)
  })

  it('forecasts nothing where nothing is used, and nothing is left where all is', () => {
    expect(runwayOf({ ...lease, recentUnits: 0n })).toMatchObject({ secondsLeft: null, ratePerHour: 0n })
    expect(runwayOf({ ...lease, usedUnits: 1_001n })).toMatchObject({ unitsLeft: 0n, secondsLeft: 0 })
  })

  it('is one sentence in every state', () => {
    for (const state of ['open', 'overdue', 'closing', 'finalizable', 'closed'] as const) {
      for (const usedUnits of [0n, 1_000n])
        expect(runwayOf({ ...lease, state, usedUnits }).says).toMatch(/^\d+ of 1000 node-seconds .*\.$/)
    }
  })
})
