import type { RankWindow } from '../fields/window.ts'

export type Buckets = { bucketSeconds: number; bucketCount: number }

const HOUR = 3_600
const DAY = 24 * HOUR

/** A spark line's buckets: whole hours that end with the hour of the tip. "all" shows its last thirty days. */
const trends: Record<RankWindow, Buckets> = {
  '24h': { bucketSeconds: HOUR, bucketCount: 24 },
  '7d': { bucketSeconds: 6 * HOUR, bucketCount: 28 },
  '30d': { bucketSeconds: DAY, bucketCount: 30 },
  all: { bucketSeconds: DAY, bucketCount: 30 },
}

export function trendOf(window: RankWindow): Buckets {
  return trends[window]
}

/** Start of the first bucket, so that the last one ends with the hour of `at`. */
export function bucketsStartAt(at: Date, { bucketSeconds, bucketCount }: Buckets): Date {
  const hourEnd = (Math.floor(at.getTime() / 1000 / HOUR) + 1) * HOUR
  return new Date((hourEnd - bucketSeconds * bucketCount) * 1000)
}

/** Most points a chart of the whole time has; buckets grow by whole days to stay under it. */
const MAXIMUM_POINTS = 120

/** Buckets that reach back to `first`. */
export function bucketsSince(first: Date, at: Date): Buckets {
  const hours = Math.floor(at.getTime() / 1000 / HOUR) + 1 - Math.floor(first.getTime() / 1000 / HOUR)
  if (hours <= MAXIMUM_POINTS) return { bucketSeconds: HOUR, bucketCount: Math.max(24, hours) }
  const days = Math.ceil(hours / 24)
  const daysPerBucket = Math.ceil(days / MAXIMUM_POINTS)
  return { bucketSeconds: daysPerBucket * DAY, bucketCount: Math.ceil(days / daysPerBucket) }
}
