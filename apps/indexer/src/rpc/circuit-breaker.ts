import { AppError, isAppError } from '@network3/core/app-error'
import { type Clock, systemClock } from '@network3/service/clock'
import { backOffMs } from '@network3/service/retry'

export type CircuitBreaker = {
  /** Runs the work, or throws RPC_UNREACHABLE (retryable) at once while the provider is left alone. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** True while the provider is left alone. */
  isOpen(): boolean
}

const FAILURES_TO_OPEN = 5

/**
 * Leaves a provider alone that does not answer. After five failures in a row nothing is sent for half a second, then
 * one request tries; while that fails the pause doubles, up to five seconds. Only RPC_UNREACHABLE counts: a provider
 * that answers nonsense is there.
 */
export function createCircuitBreaker(
  name: string,
  { clock = systemClock, random = Math.random }: { clock?: Clock; random?: () => number } = {},
): CircuitBreaker {
  let failures = 0
  let pauses = 0
  let closedAgainAt = 0
  /** One request tries for all. */
  let isTrying = false
  const isOpen = () => failures >= FAILURES_TO_OPEN && (isTrying || clock.now() < closedAgainAt)
  return {
    isOpen,
    run: async (work) => {
      if (isOpen()) {
        throw new AppError(
          'RPC_UNREACHABLE',
          `${name} did not answer several times and is left alone for a moment.`,
          { retryable: true },
        )
      }
      const isTrial = failures >= FAILURES_TO_OPEN
      if (isTrial) isTrying = true
      try {
        const result = await work()
        failures = 0
        pauses = 0
        return result
      } catch (error) {
        failures = isAppError(error, 'RPC_UNREACHABLE') ? failures + 1 : 0
        // Of requests that were on their way together, one opens it.
        if (failures === FAILURES_TO_OPEN || (isTrial && failures > 0)) {
          pauses += 1
          closedAgainAt = clock.now() + backOffMs(pauses, { baseMs: 500, maxMs: 5_000, random })
        }
        throw error
      } finally {
        if (isTrial) isTrying = false
      }
    },
  }
}
