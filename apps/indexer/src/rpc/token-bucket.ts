import { type Clock, systemClock } from '@network3/service/clock'

/** How fast one provider may be asked. */
export type TokenBucket = {
  /** Resolves when so many calls may be sent; in the order of asking. */
  take(calls: number): Promise<void>
  /** The provider said that it was too much: nothing at all for a while, longer each time. */
  refused(): void
  /** The provider answered: the next refusal begins with a short pause again. */
  answered(): void
}

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 8_000

/**
 * A bucket of one second's calls that fills as time passes (as GCRA: one moment instead of a count). Without a rate
 * only the provider's own refusals hold it back.
 */
export function createTokenBucket(
  callsPerSecond: number | undefined,
  clock: Clock = systemClock,
): TokenBucket {
  const msPerCall = callsPerSecond === undefined ? 0 : 1_000 / callsPerSecond
  /** When a bucket that is never full would be empty no more. */
  let paidUntil = 0
  let pausedUntil = 0
  let pauseMs = FIRST_PAUSE_MS
  return {
    take: async (calls) => {
      const now = clock.now()
      paidUntil = Math.max(paidUntil, now - 1_000) + calls * msPerCall
      const waitMs = Math.max(paidUntil - now, pausedUntil - now)
      if (waitMs > 0) await clock.sleep(waitMs)
    },
    refused: () => {
      const now = clock.now()
      // Answers to requests that were on their way already say nothing new.
      if (now < pausedUntil) return
      pausedUntil = now + pauseMs
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    },
    answered: () => {
      pauseMs = FIRST_PAUSE_MS
    },
  }
}
