/** What a caller is told of its allowance, for the RateLimit headers. */
export type Allowance = { isAllowed: boolean; limit: number; remaining: number; resetSeconds: number }

export type RateLimiter = { take: (key: string, cost: number) => Allowance }

/** Keys remembered at most; a full table forgets the one that was idle longest. */
const MAXIMUM_KEYS = 50_000

/**
 * A token bucket per key: `limit` at once, refilled evenly over `windowSeconds`. In memory, so each process counts
 * for itself. `now` is in milliseconds.
 */
export function createRateLimiter(options: {
  limit: number
  windowSeconds: number
  now: () => number
}): RateLimiter {
  const { limit, windowSeconds, now } = options
  const perMs = limit / (windowSeconds * 1000)
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take: (key, cost) => {
      const at = now()
      const bucket = buckets.get(key)
      const tokens =
        bucket === undefined ? limit : Math.min(limit, bucket.tokens + Math.max(0, at - bucket.at) * perMs)
      const isAllowed = tokens >= cost
      const left = isAllowed ? tokens - cost : tokens
      // Set anew, so that the map's order is that of last use.
      buckets.delete(key)
      buckets.set(key, { tokens: left, at })
      if (buckets.size > MAXIMUM_KEYS) forgetIdlest(buckets)
      const missing = isAllowed ? limit - left : cost - left
      return {
        isAllowed,
        limit,
        remaining: Math.floor(left),
        resetSeconds: Math.ceil(missing / perMs / 1000),
      }
    },
  }
}

function forgetIdlest(buckets: Map<string, unknown>): void {
  const [idlest] = buckets.keys()
  if (idlest !== undefined) buckets.delete(idlest)
}
