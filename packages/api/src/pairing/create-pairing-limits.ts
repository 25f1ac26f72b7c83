import { AppError } from '@network3/core/app-error'
import { reasonOf } from '@network3/core/reasons'
import { createRateLimiter } from '../http/create-rate-limiter.ts'

const WINDOW_SECONDS = 600
const OPENINGS_PER_NETWORK = 20
const OPENINGS_TOGETHER = 2_000
const MISSES_PER_NETWORK = 10
const MISSES_TOGETHER = 1_000
const EVERYBODY = 'all'

export type PairingLimits = {
  /** Counts an opening. Throws PAIRING_OPENINGS_LIMITED. */
  open(network: string): void
  /** Throws PAIRING_LOOKUPS_LIMITED after too many misses, also for a code that is right: else it would tell. */
  look(network: string): void
  /** Counts a code that nobody waits under. */
  miss(network: string): void
}

/**
 * What keeps codes from being guessed: with 2,000 codes open and 1,000 misses in ten minutes from everywhere, one of
 * 2^40 is hit with a chance of two in a million. In memory, so each process of the site counts for itself.
 */
export function createPairingLimits(now: () => number): PairingLimits {
  const limiter = (limit: number) => createRateLimiter({ limit, windowSeconds: WINDOW_SECONDS, now })
  const openings = { one: limiter(OPENINGS_PER_NETWORK), all: limiter(OPENINGS_TOGETHER) }
  const misses = { one: limiter(MISSES_PER_NETWORK), all: limiter(MISSES_TOGETHER) }
  return {
    open: (network) => {
      const allowed = openings.one.take(network, 1).isAllowed && openings.all.take(EVERYBODY, 1).isAllowed
      if (!allowed) throw limited('PAIRING_OPENINGS_LIMITED')
    },
    look: (network) => {
      const left = Math.min(misses.one.take(network, 0).remaining, misses.all.take(EVERYBODY, 0).remaining)
      if (left < 1) throw limited('PAIRING_LOOKUPS_LIMITED')
    },
    miss: (network) => {
      misses.one.take(network, 1)
      misses.all.take(EVERYBODY, 1)
    },
  }
}

function limited(code: 'PAIRING_OPENINGS_LIMITED' | 'PAIRING_LOOKUPS_LIMITED'): AppError {
  return new AppError(code, reasonOf(code).sentence, { retryable: true })
}
