/** Values that can be taken once, for a while: nonces and open requests. They live in memory alone. */
export type ExpiringMap<T> = {
  /** False when it is full, and nothing was put. */
  put: (key: string, value: T) => boolean
  /** The value, if it has not expired; whoever takes it is the last. */
  take: (key: string) => T | undefined
  size: () => number
}

/** All live equally long, so the oldest are first in the map, and expire first. */
export function createExpiringMap<T>(options: {
  lifetimeMs: number
  capacity: number
  nowMs: () => number
}): ExpiringMap<T> {
  const entries = new Map<string, { value: T; expiresAtMs: number }>()
  const dropExpired = (): void => {
    for (const [key, { expiresAtMs }] of entries) {
      if (expiresAtMs > options.nowMs()) return
      entries.delete(key)
    }
  }
  return {
    put: (key, value) => {
      dropExpired()
      if (entries.size >= options.capacity) return false
      entries.set(key, { value, expiresAtMs: options.nowMs() + options.lifetimeMs })
      return true
    },
    take: (key) => {
      dropExpired()
      const entry = entries.get(key)
      entries.delete(key)
      return entry?.value
    },
    size: () => entries.size,
  }
}
