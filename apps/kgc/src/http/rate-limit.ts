export type RateLimit = {
  /** Undefined when the request may pass; otherwise the seconds until one may. */
  take: (key: string) => number | undefined
}

const MAX_KEYS = 50_000

/** A token bucket for each key, refilled evenly; `perMinute` may also come at once. In memory. */
export function createRateLimit(perMinute: number, nowMs: () => number): RateLimit {
  const buckets = new Map<string, { tokens: number; atMs: number }>()
  const perMs = perMinute / 60_000
  return {
    take: (key) => {
      const now = nowMs()
      const bucket = buckets.get(key) ?? { tokens: perMinute, atMs: now }
      const tokens = Math.min(perMinute, bucket.tokens + (now - bucket.atMs) * perMs)
      // Longest unused first: a key that comes again moves to the end.
      buckets.delete(key)
      if (buckets.size >= MAX_KEYS) buckets.delete(buckets.keys().next().value ?? '')
      const passes = tokens >= 1
      buckets.set(key, { tokens: passes ? tokens - 1 : tokens, atMs: now })
      return passes ? undefined : Math.max(1, Math.ceil((1 - tokens) / perMs / 1000))
    },
  }
}

/** What one customer of a network provider has: /24 of IPv4, /48 of IPv6. */
export function ipPrefix(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1] ?? address
  if (mapped.includes('.')) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`
  const [head = '', tail] = mapped.split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length
  const full = [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail?.split(':') ?? [])]
  return `${full
    .slice(0, 3)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/48`
}
