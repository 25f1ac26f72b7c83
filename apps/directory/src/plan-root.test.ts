import { describe, expect, it } from 'vitest'
import { planRoot } from './plan-root.ts'

const facts = {
  ...{ today: 100, lastEpoch: 98, postedBundles: 5, bundles: 7 },
  ...{ lastIssuingDay: Number.POSITIVE_INFINITY, postsToday: false },
}

describe('planRoot', () => {
  it('posts for yesterday once, and only when something is new', () => {
    expect(planRoot(facts)).toBe(99)
    expect(planRoot({ ...facts, lastEpoch: 99 })).toBeUndefined()
    expect(planRoot({ ...facts, bundles: 5 })).toBeUndefined()
    expect(planRoot({ ...facts, lastEpoch: 0, postedBundles: 0, bundles: 0 })).toBeUndefined()
  })

  it('posts for today where that is wanted, once', () => {
    expect(planRoot({ ...facts, postsToday: true })).toBe(100)
    expect(planRoot({ ...facts, postsToday: true, lastEpoch: 100 })).toBeUndefined()
  })

  it('posts for a generation that ended up to its last day', () => {
    expect(planRoot({ ...facts, lastEpoch: 95, lastIssuingDay: 97 })).toBe(97)
    expect(planRoot({ ...facts, lastEpoch: 97, lastIssuingDay: 97 })).toBeUndefined()
  })
})
