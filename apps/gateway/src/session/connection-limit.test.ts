import { describe, expect, it } from 'vitest'
import { createConnectionLimit } from './connection-limit.ts'

describe('createConnectionLimit', () => {
  it('lets a minute’s worth through at once, then one at its rate, each network by itself', () => {
    const limit = createConnectionLimit(60)
    const now = 1_000_000
    for (let count = 0; count < 60; count++) expect(limit.take('a', now)).toBe(0)
    expect(limit.take('a', now)).toBeCloseTo(1_000)
    expect(limit.take('b', now)).toBe(0)
    expect(limit.take('a', now + 999)).toBeGreaterThan(0)
    expect(limit.take('a', now + 1_000)).toBe(0)
    expect(limit.take('a', now + 1_000)).toBeGreaterThan(0)
  })

  it('is whole again after a quiet minute, and not wider than that', () => {
    const limit = createConnectionLimit(60)
    for (let count = 0; count < 60; count++) limit.take('a', 0)
    let through = 0
    while (limit.take('a', 3_600_000) === 0) through += 1
    expect(through).toBe(60)
  })
})
