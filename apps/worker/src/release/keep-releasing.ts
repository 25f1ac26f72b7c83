import type { Pool } from '@network3/db/pool'
import { releaseMessages } from '@network3/db/write/release-messages'
import { handOverDeliveries } from '@network3/db/write/webhook-deliveries'
import type { Clock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import { backOffMs } from '@network3/service/retry'
import type { WorkerMetrics } from '../worker-metrics.ts'

const MESSAGES_AT_ONCE = 500

export type ReleasingDeps = {
  pool: Pool
  /** The task of graphile-worker that delivers. */
  task: string
  logger: Logger
  metrics: WorkerMetrics
  clock: Clock
  signal: AbortSignal
  /** How often it looks by itself, milliseconds. */
  lookMs: number
}

export type Releasing = {
  /** Looks now. */
  wake(): void
  /** Consecutive rounds that failed. */
  failures(): number
  /** Resolves once the signal is aborted and the round under way is over. */
  ended: Promise<void>
}

/**
 * Lets messages go whose time has come, and hands due deliveries to the queue. Finality is read from the indexer's own
 * tip row, in the statement that releases. Looks every second, and when somebody says so; a round that fails comes again.
 */
export function keepReleasing(deps: ReleasingDeps): Releasing {
  const { pool, task, logger, metrics, clock, signal, lookMs } = deps
  let failures = 0
  let waking = new AbortController()

  const round = async () => {
    for (let released = MESSAGES_AT_ONCE; released === MESSAGES_AT_ONCE && !signal.aborted; ) {
      released = await releaseMessages(pool, MESSAGES_AT_ONCE)
      metrics.released.inc(released)
    }
    await handOverDeliveries(pool, task)
  }

  const run = async () => {
    while (!signal.aborted) {
      waking = new AbortController()
      try {
        await round()
        failures = 0
      } catch (error) {
        failures += 1
        metrics.failures.inc({ what: 'release' })
        logger.warn({ err: error, failures }, 'messages could not be released')
      }
      const waitMs = failures === 0 ? lookMs : backOffMs(failures, { baseMs: lookMs, maxMs: 10_000 })
      await clock.sleep(waitMs, AbortSignal.any([signal, waking.signal]))
    }
  }
  return { wake: () => waking.abort(), failures: () => failures, ended: run() }
}
