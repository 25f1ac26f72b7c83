import type { Clock } from '@network3/service/clock'
import { describe, expect, it } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

/** Time that passes only while somebody sleeps. */
function createClock() {
  let now = 1_000_000
  const clock: Clock = {
    now: () => now,
    sleep: async (ms) => {
      now += ms
    },
  }
  const pass = (ms: number) => {
    now += ms
  }
  return { clock, passed: () => now - 1_000_000, pass }
}

describe('createTokenBucket', () => {
  it('lets a second’s calls through at once, and then as many as the rate allows', async () => {
    const { clock, passed } = createClock()
    const bucket = createTokenBucket(10, clock)
    for (let call = 0; call < 10; call++) await bucket.take(1)
    expect(passed()).toBe(0)
    for (let call = 0; call < 20; call++) await bucket.take(1)
    expect(passed()).toBe(2_000)
    await bucket.take(5)
    expect(passed()).toBe(2_500)
  })

  it('saves up no more than a second’s calls', async () => {
    const { clock, passed, pass } = createClock()
    const bucket = createTokenBucket(10, clock)
    pass(60_000)
    for (let call = 0; call < 30; call++) await bucket.take(1)
    expect(passed()).toBe(62_000)
  })

  it('asks nothing for a while after a refusal, twice as long each time, and forgets it with an answer', async () => {
    const { clock, passed } = createClock()
    const bucket = createTokenBucket(undefined, clock)
    const pauses: number[] = []
    const refusedThenTaken = async () => {
      const before = passed()
      bucket.refused()
      await bucket.take(1)
      pauses.push(passed() - before)
    }
    for (let refusal = 0; refusal < 7; refusal++) await refusedThenTaken()
    bucket.answered()
    await refusedThenTaken()
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 250])
  })

  it('never waits without a rate and a refusal', async () => {
    const { clock, passed } = createClock()
    const bucket = createTokenBucket(undefined, clock)
    for (let call = 0; call < 1_000; call++) await bucket.take(100)
    expect(passed()).toBe(0)
  })
})
