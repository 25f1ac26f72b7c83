import { bytesKey } from './bytes.ts'

/** Remembers messages by HH for as long as their timestamp would still pass. */
export type ReplayGuard = {
  /** `fresh` and remembered, a `replay`, or `stale` when it is too old for what memory reaches back to. */
  admit: (headerHash: Uint8Array, timestampMs: number, nowMs: number) => 'fresh' | 'replay' | 'stale'
  /** Messages remembered at the moment. */
  size: () => number
}

export type ReplayGuardOptions = {
  /** How long a message is remembered after its timestamp, ms. At least twice the clock skew; 10 minutes by default. */
  memoryMs?: number
  /** About 150 bytes each; 100,000 by default. */
  maxMessages?: number
}

const BUCKET_MS = 1000
const DEFAULT_MEMORY_MS = 600_000
const DEFAULT_MAX_MESSAGES = 100_000

/**
 * A replay cache of bounded memory that never forgets a message it would admit again: when it is full, the oldest
 * second of messages is dropped and the floor rises over it, so that what was dropped is stale from then on.
 * A flood of validly signed messages can thus delay honest slow ones, but never replay anything.
 * Invariant: every admitted message with timestamp ≥ floor is in its bucket; the floor never falls.
 */
export function createReplayGuard(options: ReplayGuardOptions = {}): ReplayGuard {
  const { memoryMs = DEFAULT_MEMORY_MS, maxMessages = DEFAULT_MAX_MESSAGES } = options
  const buckets = new Map<number, Set<string>>()
  let floorMs = Number.NEGATIVE_INFINITY
  let size = 0

  const dropBelow = (limitMs: number) => {
    if (limitMs <= floorMs) return
    floorMs = limitMs
    for (const [bucket, messages] of buckets) {
      if ((bucket + 1) * BUCKET_MS > limitMs) continue
      size -= messages.size
      buckets.delete(bucket)
    }
  }

  return {
    admit: (headerHash, timestampMs, nowMs) => {
      dropBelow(Math.floor((nowMs - memoryMs) / BUCKET_MS) * BUCKET_MS)
      if (timestampMs < floorMs) return 'stale'
      const bucket = Math.floor(timestampMs / BUCKET_MS)
      const message = bytesKey(headerHash)
      const messages = buckets.get(bucket) ?? new Set()
      if (messages.has(message)) return 'replay'
      if (size >= maxMessages) dropBelow((Math.min(...buckets.keys()) + 1) * BUCKET_MS)
      if (timestampMs < floorMs) return 'stale'
      messages.add(message)
      buckets.set(bucket, messages)
      size += 1
      return 'fresh'
    },
    size: () => size,
  }
}
