import { applyBatch, type Batch } from '../store/apply-batch.ts'
import { lowerOf } from './interval.ts'
import type { SyncContext, SyncState } from './sync-context.ts'

/** Applies a batch in one transaction and, once it is committed, moves the state and tells who listens. */
export async function commitBatch(
  context: SyncContext,
  state: SyncState,
  batch: Batch,
  phase: 'backfill' | 'live',
): Promise<void> {
  const { metrics } = context
  const endTimer = metrics.commitSeconds.startTimer({ kind: phase })
  const applied = await context.writer.transaction((tx) => applyBatch(tx, batch, context.clock))
  endTimer()
  const blockCount = Number(batch.last.number - batch.parent.number)
  state.tip = batch.last
  const final = lowerOf(batch.heads.finalized, batch.last.number)
  if (final > state.finalized) state.finalized = final
  state.heads = batch.heads
  metrics.tip.set(Number(batch.last.number))
  metrics.blocks.inc({ phase }, blockCount)
  metrics.events.inc({ phase }, batch.events.length)
  metrics.unknownEvents.inc(batch.events.filter(({ event }) => event === undefined).length)
  context.onCommit({ tip: state.tip, applied })
}
