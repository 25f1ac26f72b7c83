import { toAppError } from '@network3/core/app-error'
import { type Clock, systemClock } from './clock.ts'

export type BackOff = {
  /** The first wait at most, in milliseconds; default 100. */
  baseMs?: number
  /** No wait is longer, in milliseconds; default 10,000. */
  maxMs?: number
  random?: () => number
}

/**
 * Milliseconds to wait before attempt `attempt` (from 1): doubling from `baseMs` up to `maxMs`, and of that a
 * random share between a half and all, so that many callers do not come back together.
 */
export function backOffMs(
  attempt: number,
  { baseMs = 100, maxMs = 10_000, random = Math.random }: BackOff = {},
) {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 30))
  return Math.round(ceiling * (0.5 + random() / 2))
}

export type RetryOptions = BackOff & {
  /** Attempts in all; default: no limit. */
  attempts?: number
  /** Default: AppErrors that say so. */
  isRetryable?: (error: unknown) => boolean
  onRetry?: (error: unknown, attempt: number, waitMs: number) => void
  /** When aborted no further attempt begins, and the last error is thrown. */
  signal?: AbortSignal
  clock?: Clock
}

/** Runs the task until it succeeds. Throws its last error when that is not retryable or the attempts are used up. */
export async function retry<T>(
  task: (attempt: number) => Promise<T>,
  options: RetryOptions = {},
): Promise<T> {
  const { attempts = Number.POSITIVE_INFINITY, signal, clock = systemClock } = options
  const isRetryable = options.isRetryable ?? ((error) => toAppError(error).retryable)
  for (let attempt = 1; ; attempt++) {
    try {
      return await task(attempt)
    } catch (error) {
      if (attempt >= attempts || !isRetryable(error) || signal?.aborted) throw error
      const waitMs = backOffMs(attempt, options)
      options.onRetry?.(error, attempt, waitMs)
      await clock.sleep(waitMs, signal)
      if (signal?.aborted) throw error
    }
  }
}
