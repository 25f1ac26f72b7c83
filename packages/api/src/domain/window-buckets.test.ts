import { expect, test } from 'vitest'
import { windowInput } from '../fields/window.ts'
import { bucketsSince, bucketsStartAt, trendOf } from './window-buckets.ts'

const at = new Date('2026-03-10T12:34:56Z')
const endOf = (start: Date, buckets: { bucketSeconds: number; bucketCount: number }) =>
  new Date(start.getTime() + buckets.bucketSeconds * buckets.bucketCount * 1000)

test('the last bucket ends with the hour of the block', () => {
  for (const window of windowInput.options) {
    const buckets = trendOf(window)
    expect(endOf(bucketsStartAt(at, buckets), buckets)).toEqual(new Date('2026-03-10T13:00:00Z'))
  }
})

test('buckets of the whole time reach back to the first hour and stay few', () => {
  for (const days of [0, 0.01, 1, 4.9, 5, 30, 119, 121, 365, 4000]) {
    const first = new Date(at.getTime() - days * 86_400_000)
    const buckets = bucketsSince(first, at)
    expect(bucketsStartAt(at, buckets).getTime()).toBeLessThanOrEqual(first.getTime())
    expect(buckets.bucketCount).toBeLessThanOrEqual(120)
    expect(buckets.bucketSeconds % 3_600).toBe(0)
  }
})
