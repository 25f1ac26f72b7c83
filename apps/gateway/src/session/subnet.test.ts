import { describe, expect, it } from 'vitest'
import { hashSubnet, subnetOf } from './subnet.ts'

describe('subnetOf', () => {
  it('takes the /24 of IPv4, mapped into IPv6 too, and the /48 of IPv6 in any spelling', () => {
    expect(subnetOf('203.0.113.9')).toBe('203.0.113')
    expect(subnetOf('::ffff:203.0.113.200')).toBe('203.0.113')
    expect(subnetOf('2001:db8:7:1::5')).toBe('2001:db8:7')
    expect(subnetOf('2001:0DB8:0007:ffff:1:2:3:4')).toBe('2001:db8:7')
    expect(subnetOf('2001:db8::1')).toBe('2001:db8:0')
    expect(subnetOf('::1')).toBe('0:0:0')
    expect(subnetOf('fe80::1%eth0')).toBe('fe80:0:0')
    expect(subnetOf('')).toBe('unknown')
  })
})

describe('hashSubnet', () => {
  it('is the same for one network and key only', () => {
    const key = new Uint8Array(32).fill(1)
    expect(hashSubnet(key, 'a')).toBe(hashSubnet(key, 'a'))
    expect(hashSubnet(key, 'a')).not.toBe(hashSubnet(key, 'b'))
    expect(hashSubnet(key, 'a')).not.toBe(hashSubnet(new Uint8Array(32), 'a'))
  })
})
