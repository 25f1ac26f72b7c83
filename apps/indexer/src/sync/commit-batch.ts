import { type Applied, applyBatch, type Batch } from '../store/apply-batch.ts'
import type { IndexedEvent } from '../store/index-logs.ts'
import { lowerOf } from './interval.ts'
import type { SyncContext, SyncState } from './sync-context.ts'

/** Applies a block in one transaction and, once it is committed, moves the state and tells who listens. */
export async function commitBatch(context: SyncContext, state: SyncState, batch: Batch): Promise<void> {
  const applied = await context.writer.transaction((tx) => applyBatch(tx, batch, context.clock))
  afterCommit(context, state, batch, { applied, phase: 'live', ...countEvents(batch.events) })
}

export type EventCounts = { events: number; unknown: number }

export function countEvents(events: readonly IndexedEvent[]): EventCounts {
  return {
    events: events.length,
    unknown: events.reduce((sum, { event }) => sum + (event === undefined ? 1 : 0), 0),
  }
}

/** What follows from a transaction that was committed: the state moves, and who listens is told. */
export function afterCommit(
  context: SyncContext,
  state: SyncState,
  { parent, last, heads }: Pick<Batch, 'parent' | 'last' | 'heads'>,
  done: EventCounts & { applied: Applied; phase: 'backfill' | 'live' },
): void {
  const { metrics } = context
  const { phase, applied } = done
  state.tip = last
  const final = lowerOf(heads.finalized, last.number)
  if (final > state.finalized) state.finalized = final
  state.heads = heads
  metrics.tip.set(Number(last.number))
  metrics.blocks.inc({ phase }, Number(last.number - parent.number))
  metrics.events.inc({ phase }, done.events)
  metrics.unknownEvents.inc(done.unknown)
  context.onCommit({ tip: state.tip, applied, phase })
}
