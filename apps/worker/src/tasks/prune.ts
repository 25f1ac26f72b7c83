import type { Pool } from '@network3/db/pool'
import { pruneBatch, prunings } from '@network3/db/write/prune'
import type { Logger } from '@network3/service/logger'
import type { WorkerMetrics } from '../worker-metrics.ts'

export const PRUNE = 'prune'

/** Rows of one statement: short enough that nobody waits for its locks. */
const BATCH = 1_000

export type PruneDeps = { pool: Pool; logger: Logger; metrics: WorkerMetrics; signal: AbortSignal }

/** Drops what is kept long enough (packages/db/src/write/prune.ts says how long), in small statements. */
export function createPrune({ pool, logger, metrics, signal }: PruneDeps) {
  return async (): Promise<void> => {
    for (const what of prunings) {
      let total = 0
      for (let rows = BATCH; rows >= BATCH && !signal.aborted; total += rows) {
        rows = await pruneBatch(pool, what, BATCH)
        metrics.pruned.inc({ what }, rows)
      }
      if (total > 0) logger.info({ what, rows: total }, 'old rows were dropped')
    }
  }
}
