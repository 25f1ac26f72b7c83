import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import { createRateLimiter } from '../http/create-rate-limiter.ts'

/** How long one address waits between two gifts. */
export const FAUCET_COOLDOWN_SECONDS = 60
/** Gifts a minute to all addresses together: fresh addresses are free, so the first limit alone stops nobody. */
const GLOBAL_PER_MINUTE = 30
/** A repeated request within this time is the same request. */
const IDEMPOTENCY_MS = 600_000

export type FaucetLimits<Gift> = {
  /**
   * Runs `give` once per key. Throws FAUCET_LIMIT when it is too soon, CONFLICT when the key was another address's.
   * A gift that failed uses up nothing but its share of the global limit.
   */
  once: (to: Address, key: string, give: () => Promise<Gift>) => Promise<Gift>
}

/** `now` is in milliseconds. */
export function createFaucetLimits<Gift>(now: () => number): FaucetLimits<Gift> {
  const global = createRateLimiter({ limit: GLOBAL_PER_MINUTE, windowSeconds: 60, now })
  const lastGiftAt = new Map<Address, number>()
  const answers = new Map<string, { at: number; to: Address; answer: Promise<Gift> }>()

  const forgetOld = () => {
    for (const [to, at] of lastGiftAt) if (now() - at >= FAUCET_COOLDOWN_SECONDS * 1000) lastGiftAt.delete(to)
    for (const [key, { at }] of answers) if (now() - at >= IDEMPOTENCY_MS) answers.delete(key)
  }

  return {
    once: async (to, key, give) => {
      forgetOld()
      const known = answers.get(key)
      if (known !== undefined) {
        if (known.to !== to)
          throw new AppError('CONFLICT', 'This idempotency key was used for another address.')
        return known.answer
      }
      const last = lastGiftAt.get(to)
      if (last !== undefined) throw tooSoon(FAUCET_COOLDOWN_SECONDS - (now() - last) / 1000)
      const allowance = global.take('all', 1)
      if (!allowance.isAllowed) throw tooSoon(allowance.resetSeconds)
      // Noted before the first await: two requests at once must not both pass.
      lastGiftAt.set(to, now())
      const answer = give()
      answers.set(key, { at: now(), to, answer })
      answer.catch(() => {
        lastGiftAt.delete(to)
        answers.delete(key)
      })
      return answer
    },
  }
}

function tooSoon(seconds: number): AppError {
  return new AppError('FAUCET_LIMIT', `The faucet is resting. Ask again in ${Math.ceil(seconds)} s.`, {
    retryable: true,
  })
}
