import { expect, test } from 'vitest'
import { createRateLimit, ipPrefix } from './rate-limit.ts'

test('a key may ask as often as allowed, then as time passes', () => {
  let nowMs = 0
  const limit = createRateLimit(3, () => nowMs)
  expect([1, 2, 3].map(() => limit.take('a'))).toEqual([undefined, undefined, undefined])
  expect(limit.take('a')).toBe(20)
  expect(limit.take('b')).toBeUndefined()
  nowMs = 20_000
  expect(limit.take('a')).toBeUndefined()
  expect(limit.take('a')).toBe(20)
})

test('neighbours in a network share one allowance', () => {
  expect(ipPrefix('192.0.2.7')).toBe('192.0.2.0/24')
  expect(ipPrefix('::ffff:192.0.2.9')).toBe('192.0.2.0/24')
  expect(ipPrefix('2001:db8:1:2::3')).toBe('2001:db8:1::/48')
  expect(ipPrefix('2001:0db8:0001:ffff:0:0:0:1')).toBe('2001:db8:1::/48')
  expect(ipPrefix('2001:db8::1')).toBe('2001:db8:0::/48')
  expect(ipPrefix('::1')).toBe('0:0:0::/48')
})
