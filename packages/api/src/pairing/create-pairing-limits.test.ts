import { describe, expect, test } from 'vitest'
import { createPairingLimits } from './create-pairing-limits.ts'

describe('createPairingLimits', () => {
  test('refuses a network that guessed, with right codes too, and lets others look', () => {
    let now = 0
    const limits = createPairingLimits(() => now)
    for (let guess = 0; guess < 10; guess++) {
      limits.look('192.0.2.0/24')
      limits.miss('192.0.2.0/24')
    }
    expect(() => limits.look('192.0.2.0/24')).toThrow('Too many wrong codes')
    limits.look('198.51.100.0/24')
    now += 60_000
    limits.look('192.0.2.0/24')
  })

  test('counts misses of all networks together', () => {
    const limits = createPairingLimits(() => 0)
    for (let guess = 0; guess < 1_000; guess++) limits.miss(`10.0.${guess}.0/24`)
    expect(() => limits.look('198.51.100.0/24')).toThrow('Too many wrong codes')
  })

  test('never counts a right code', () => {
    const limits = createPairingLimits(() => 0)
    for (let look = 0; look < 100; look++) limits.look('192.0.2.0/24')
  })

  test('limits openings by network', () => {
    const limits = createPairingLimits(() => 0)
    for (let opening = 0; opening < 20; opening++) limits.open('192.0.2.0/24')
    expect(() => limits.open('192.0.2.0/24')).toThrow('Too many pairings')
    limits.open('198.51.100.0/24')
  })
})
