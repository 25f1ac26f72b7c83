import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDialPlan, type DialEnd } from './plan-dial.ts'

const three = ['ws://a', 'ws://b', 'ws://c']

describe('createDialPlan', () => {
  test('goes round the gateways, and waits longer with each round in vain, to a minute', () => {
    const plan = createDialPlan(three, () => 0)
    const tries = Array.from({ length: 30 }, () => [plan.url(), plan.after({ kind: 'failed' })])
    expect(tries.slice(0, 7)).toEqual([
      ...[
        ['ws://a', 250],
        ['ws://b', 250],
        ['ws://c', 250],
      ],
      ...[
        ['ws://a', 500],
        ['ws://b', 500],
        ['ws://c', 500],
      ],
      ['ws://a', 1_000],
    ])
    expect(tries.at(-1)?.[1]).toBe(30_000)
  })

  test('goes back to the gateway of a lost session within a second', () => {
    const plan = createDialPlan(three, () => 0.5)
    const url = plan.url()
    plan.joined()
    expect(plan.after({ kind: 'lost' })).toBe(500)
    expect(plan.url()).toBe(url)
  })

  test('keeps a gateway’s word, or goes to another one; sent away for good it looks after ten minutes', () => {
    const alone = createDialPlan(['ws://a'], () => 0)
    expect(alone.after({ kind: 'goodbye', retryAfterMs: 7_000 })).toBe(7_000)
    expect(alone.after({ kind: 'goodbye', retryAfterMs: null })).toBe(600_000)
    const plan = createDialPlan(three, () => 0)
    expect(plan.after({ kind: 'goodbye', retryAfterMs: 7_000 })).toBe(0)
    expect(plan.url()).toBe('ws://b')
  })

  test('begins afresh when the device woke up', () => {
    const plan = createDialPlan(['ws://a'], () => 0)
    for (let attempt = 0; attempt < 9; attempt++) plan.after({ kind: 'failed' })
    expect(plan.after({ kind: 'device' })).toBe(0)
    expect(plan.after({ kind: 'failed' })).toBe(250)
  })

  test('keeps its gateway when the site names others too, and knows none without being told', () => {
    const plan = createDialPlan(three, () => 0.5)
    expect(plan.url()).toBe('ws://b')
    plan.use(['ws://x', 'ws://b'])
    expect(plan.url()).toBe('ws://b')
    plan.use([])
    expect(plan.url()).toBeUndefined()
    plan.use(['ws://y'])
    expect(plan.url()).toBe('ws://y')
  })

  test('whatever happens, it names a known gateway and never waits over ten minutes', () => {
    const end: fc.Arbitrary<DialEnd> = fc.oneof(
      fc.constantFrom<DialEnd>({ kind: 'lost' }, { kind: 'failed' }, { kind: 'device' }),
      fc.record({
        kind: fc.constant('goodbye' as const),
        retryAfterMs: fc.option(fc.nat(600_000), { nil: null }),
      }),
    )
    fc.assert(
      fc.property(fc.array(end), fc.integer({ min: 1, max: 5 }), fc.nat(1_000), (ends, count, seed) => {
        let state = seed
        const random = () => {
          state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
          return state / 2_147_483_648
        }
        const urls = Array.from({ length: count }, (_, index) => `ws://${index}`)
        const plan = createDialPlan(urls, random)
        for (const each of ends) {
          expect(urls).toContain(plan.url())
          const wait = plan.after(each) ?? -1
          expect(wait).toBeGreaterThanOrEqual(0)
          expect(wait).toBeLessThanOrEqual(600_000)
        }
      }),
    )
  })
})
