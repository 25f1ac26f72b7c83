/** Lets so many sockets a minute through from each network; as many at once after a quiet minute. */
export type ConnectionLimit = {
  /** 0 when let through, else milliseconds until the next would be. */
  take(subnet: string, now: number): number
}

export function createConnectionLimit(perMinute: number): ConnectionLimit {
  /** Unix milliseconds at which the network's bucket is full again (a generic cell rate). */
  const fullAt = new Map<string, number>()
  const costMs = 60_000 / perMinute
  let sweptAt = 0
  return {
    take(subnet, now) {
      if (now - sweptAt > 60_000) {
        sweptAt = now
        for (const [key, at] of fullAt) if (at <= now) fullAt.delete(key)
      }
      const next = Math.max(now, fullAt.get(subnet) ?? 0) + costMs
      const waitMs = next - now - 60_000
      if (waitMs > 0.001) return waitMs
      fullAt.set(subnet, next)
      return 0
    },
  }
}
