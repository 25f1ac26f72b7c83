import { describe, expect, it } from 'vitest'
import { createExpiryWheel } from './expiry-wheel.ts'

type Item = { name: string; deadline: number | undefined }

function setup() {
  const expired: string[] = []
  const wheel = createExpiryWheel<Item>({
    bucketMs: 1_000,
    deadlineOf: (item) => item.deadline,
    onExpire: (item) => {
      expired.push(item.name)
      item.deadline = undefined
    },
  })
  return { expired, wheel }
}

describe('createExpiryWheel', () => {
  it('expires everything once, never before its deadline and less than a bucket and a turn after it', () => {
    const { expired, wheel } = setup()
    const items = Array.from({ length: 500 }, (_, index) => ({
      name: String(index),
      deadline: (index * 7_919) % 90_000,
    }))
    for (const item of items) wheel.add(item)
    const due = new Map(items.map((item) => [item.name, item.deadline]))
    for (let now = 0; now <= 91_000; now += 500) {
      expired.length = 0
      wheel.turn(now)
      for (const name of expired) {
        expect(due.get(name)).toBeLessThanOrEqual(now)
        expect(due.get(name)).toBeGreaterThan(now - 1_500)
        due.delete(name)
      }
    }
    expect(due.size).toBe(0)
  })

  it('keeps what moved its deadline meanwhile, and forgets what is over', () => {
    const { expired, wheel } = setup()
    const alive: Item = { name: 'alive', deadline: 1_000 }
    const over: Item = { name: 'over', deadline: 1_000 }
    wheel.add(alive)
    wheel.add(over)
    alive.deadline = 50_000
    over.deadline = undefined
    wheel.turn(49_999)
    expect(expired).toEqual([])
    wheel.turn(50_000)
    expect(expired).toEqual(['alive'])
  })

  it('finds what was added with a deadline that had passed', () => {
    const { expired, wheel } = setup()
    wheel.turn(100_000)
    wheel.add({ name: 'late', deadline: 5 })
    wheel.turn(100_900)
    wheel.turn(101_000)
    expect(expired).toEqual(['late'])
  })
})
