import { buildEventIndices, dropEventIndices } from '@network3/db/write/event-indices'
import type { Heads } from '@network3/db/write/tip'
import type { SyncContext, SyncState } from './sync-context.ts'

/** Final blocks ahead from which on it is worth it. */
const DEFER_FROM_BLOCKS = 1_000n

/**
 * A database that is filled from nothing gets the indices that only readers need when that is done. Which are missing
 * is told by the database itself: a crash in between is made up for by the next session.
 */
export async function deferEventIndices(context: SyncContext, state: SyncState, heads: Heads): Promise<void> {
  if (!context.defersIndices || heads.finalized - state.tip.number < DEFER_FROM_BLOCKS) return
  const isDropped = await context.writer.transaction(dropEventIndices)
  if (!isDropped) return
  state.hasEventIndices = false
  context.logger.info('the indices of events are left for the end of the backfill')
}

/** Builds what a backfill left for later. Before the first live block, for undoing a reorg reads by them. */
export async function ensureEventIndices(context: SyncContext, state: SyncState): Promise<void> {
  if (state.hasEventIndices) return
  const endTimer = context.metrics.commitSeconds.startTimer({ kind: 'indices' })
  const built = await context.writer.transaction(buildEventIndices)
  const durationMs = Math.round(endTimer() * 1000)
  state.hasEventIndices = true
  if (built > 0) context.logger.info({ built, durationMs }, 'the indices of events were built')
}
