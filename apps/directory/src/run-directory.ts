import { toAppError } from '@network3/core/app-error'
import { getGeneration } from '@network3/db/queries/key/get-generation'
import { type Clock, systemClock } from '@network3/service/clock'
import type { NotReadyReason } from '@network3/service/health-server'
import { backOffMs } from '@network3/service/retry'
import { createTender, type TendDeps } from './tend-generation.ts'

const ROUND_MS = 5_000

export type DirectoryStatus = { problem: NotReadyReason | undefined; generation: number | undefined }

/**
 * Tends the newest generation and the one before (whose last day may still lack its root) until the signal. What may
 * pass is tried again; what does not, such as a log that was changed, ends it with the reason at /readyz.
 */
export async function runDirectory(
  deps: TendDeps & { status: DirectoryStatus; signal: AbortSignal; clock?: Clock },
): Promise<void> {
  const { pool, logger, metrics, status, signal, clock = systemClock } = deps
  const tenders = new Map<number, ReturnType<typeof createTender>>()
  let failures = 0
  while (!signal.aborted) {
    try {
      const newest = await getGeneration(pool, undefined)
      status.generation = newest?.number
      const before = newest === undefined ? undefined : await getGeneration(pool, newest.number - 1)
      for (const generation of [before, newest]) {
        if (generation === undefined) continue
        const tend = tenders.get(generation.number) ?? createTender(deps, generation.masterPublicKey)
        tenders.set(generation.number, tend)
        await tend(generation)
      }
      status.problem = undefined
      failures = 0
      await clock.sleep(ROUND_MS, signal)
    } catch (caught) {
      const error = toAppError(caught)
      status.problem = { code: error.code, message: error.message }
      metrics.failures.inc()
      failures += 1
      if (error.code === 'DIRECTORY_REWRITTEN') {
        logger.fatal({ err: error }, 'halted: a person has to look at this')
        return
      }
      const waitMs = backOffMs(failures, { baseMs: 500, maxMs: 30_000 })
      logger.warn({ err: error, failures, waitMs }, 'round failed')
      await clock.sleep(waitMs, signal)
    }
  }
}
