import { expect, test } from 'vitest'
import { networkOf } from './network-of.ts'

const of = (forwarded: string) => networkOf(new Headers({ 'x-forwarded-for': forwarded }))

test('addresses of one IPv4 /24 are one network', () => {
  expect(of('203.0.113.7')).toBe(of('203.0.113.200'))
  expect(of('203.0.113.7')).not.toBe(of('203.0.114.7'))
  expect(of('::ffff:203.0.113.7')).toBe('203.0.113.0/24')
})

test('addresses of one IPv6 /48 are one network, however they are written', () => {
  expect(of('2001:db8:1::1')).toBe(of('2001:db8:1:ffff:1:2:3:4'))
  expect(of('2001:db8:1::1')).not.toBe(of('2001:db8:2::1'))
  expect(of('2001::1')).toBe('2001:0:0::/48')
  expect(of('::1')).toBe('0:0:0::/48')
})

test('only the entry of the nearest proxy counts, for the caller writes the others', () => {
  expect(of('1.2.3.4, 203.0.113.7')).toBe('203.0.113.0/24')
})

test('without an address all share one allowance', () => {
  expect(networkOf(new Headers())).toBe('unknown')
  expect(of('not an address')).toBe('unknown')
})
