import { expect, test } from 'vitest'
import { createRateLimiter } from './create-rate-limiter.ts'

test('gives its limit at once, then as time refills it', () => {
  let now = 0
  const limiter = createRateLimiter({ limit: 10, windowSeconds: 10, now: () => now })
  expect(limiter.take('a', 10)).toEqual({ isAllowed: true, limit: 10, remaining: 0, resetSeconds: 10 })
  expect(limiter.take('a', 1)).toMatchObject({ isAllowed: false, resetSeconds: 1 })
  now = 3_000
  expect(limiter.take('a', 4).isAllowed).toBe(false)
  expect(limiter.take('a', 3).isAllowed).toBe(true)
  now = 1_000_000
  expect(limiter.take('a', 1).remaining).toBe(9)
})

test('what is refused costs nothing, and keys do not touch each other', () => {
  const limiter = createRateLimiter({ limit: 2, windowSeconds: 60, now: () => 0 })
  limiter.take('a', 1)
  expect(limiter.take('a', 2).isAllowed).toBe(false)
  expect(limiter.take('a', 1).isAllowed).toBe(true)
  expect(limiter.take('b', 2).isAllowed).toBe(true)
})

test('a flood of keys takes bounded memory and forgets the idlest first', () => {
  const limiter = createRateLimiter({ limit: 1, windowSeconds: 60, now: () => 0 })
  limiter.take('first', 1)
  for (let index = 0; index < 49_999; index++) limiter.take(`key ${index}`, 1)
  expect(limiter.take('first', 1).isAllowed).toBe(false)
  limiter.take('one more', 1)
  expect(limiter.take('first', 1).isAllowed).toBe(false)
  expect(limiter.take('key 0', 1).isAllowed).toBe(true)
})
