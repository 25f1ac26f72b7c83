import { describe, expect, it } from 'vitest'
import { countSlots, uptimeNonce } from './uptime-nonce.ts'

const challenge = {
  beacon: `0x${'11'.repeat(32)}`,
  epoch: 7,
  slot: 3,
  before: 0b101,
  node: `0x${'22'.repeat(20)}`,
} as const

describe('uptimeNonce', () => {
  it('differs with each of its parts, so that an answer is good for one question only', () => {
    const others = [
      { ...challenge, beacon: `0x${'12'.repeat(32)}` as const },
      { ...challenge, epoch: 8 },
      { ...challenge, slot: 4 },
      { ...challenge, before: 0b111 },
      { ...challenge, node: `0x${'23'.repeat(20)}` as const },
    ]
    const nonces = [challenge, ...others].map(uptimeNonce)
    expect(new Set(nonces).size).toBe(6)
    expect(uptimeNonce(challenge)).toBe(nonces[0])
  })
})

describe('countSlots', () => {
  it('counts the 24 slots of an epoch and nothing beyond', () => {
    expect([0, 1, 0b1011, 0xff_ffff, 0xffff_ffff].map(countSlots)).toEqual([0, 1, 3, 24, 24])
  })
})
