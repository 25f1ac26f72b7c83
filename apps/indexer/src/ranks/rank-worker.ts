import type { Pool } from '@network3/db/pool'
import { hourOf } from '@network3/db/write/payments'
import { rebuildRanks } from '@network3/db/write/ranks'
import { type Clock, systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import type { IndexerMetrics } from '../indexer-metrics.ts'
import type { Applied } from '../store/apply-batch.ts'
import type { SyncContext } from '../sync/sync-context.ts'

export type RankWorker = {
  onCommit: SyncContext['onCommit']
  /** Something the board shows has changed. */
  touch: () => void
  /** Rebuilds whenever touched, until the signal. */
  run: () => Promise<void>
}

export type RankWorkerOptions = {
  /** Not the writer's connection: no block waits for the board. One statement sees one state, whatever commits meanwhile. */
  pool: Pool
  logger: Logger
  metrics: IndexerMetrics
  signal: AbortSignal
  clock?: Clock
}

const SHORTEST_PAUSE_MS = 500
/** Rebuilding takes a twentieth of the time, but the board is not later than this for it … */
const LONGEST_PAUSE_MS = 10_000
const PAUSE_PER_REBUILD = 20
/** … unless it took a fifth then: what indexes needs the same processors and the same disk. */
const LEAST_PAUSE_PER_REBUILD = 4

/** How long to wait after a rebuild that took so long. */
export function pauseAfter(durationMs: number): number {
  const wanted = Math.min(LONGEST_PAUSE_MS, durationMs * PAUSE_PER_REBUILD)
  return Math.max(SHORTEST_PAUSE_MS, wanted, durationMs * LEAST_PAUSE_PER_REBUILD)
}

/**
 * Keeps operator_rank up to date: rebuilt as a whole after a change, and when an hour of the chain begins, as the
 * windows slide by hours. The pause between two rebuilds grows with what one costs (pauseAfter).
 */
export function createRankWorker({
  pool,
  logger,
  metrics,
  signal,
  clock = systemClock,
}: RankWorkerOptions): RankWorker {
  // The first rebuild of a session makes up for one that a crash prevented.
  let isTouched = true
  /** Nobody watches a board that is ten thousand events further in a blink: it is rebuilt when that is over. */
  let isFilling = false
  let hour: number | undefined
  let wake = () => {}
  const touch = () => {
    isTouched = true
    wake()
  }
  const rebuild = async (): Promise<number> => {
    isTouched = false
    const endTimer = metrics.commitSeconds.startTimer({ kind: 'ranks' })
    const changed = await rebuildRanks(pool)
    const durationMs = endTimer() * 1000
    if (changed > 0) logger.debug({ changed, durationMs: Math.round(durationMs) }, 'ranks were rebuilt')
    return durationMs
  }
  return {
    touch,
    onCommit: ({ tip, applied, phase }) => {
      isFilling = phase === 'backfill'
      const isNewHour = hour !== hourOf(tip.minedAt)
      hour = hourOf(tip.minedAt)
      if (applied === undefined || isNewHour || concernsRanks(applied)) touch()
    },
    run: async () => {
      while (!signal.aborted) {
        if (!isTouched || isFilling) {
          await new Promise<void>((resolve) => {
            wake = resolve
            signal.addEventListener('abort', () => resolve(), { once: true })
            if ((isTouched && !isFilling) || signal.aborted) resolve()
          })
          continue
        }
        const durationMs = await rebuild().catch((error: unknown) => {
          // The board is late, and nothing else: what indexes goes on, and sees for itself whether the database is away.
          logger.warn({ err: error }, 'ranks could not be rebuilt')
          isTouched = true
          return 0
        })
        await clock.sleep(pauseAfter(durationMs), signal)
      }
    },
  }
}

/** Payments move ranks, roots take back or bring what was earned, and newcomers stand at the end of the board. */
function concernsRanks({ changes, newOperators }: Applied): boolean {
  return newOperators > 0 || changes.payments.size > 0 || changes.roots.length > 0
}
