import { type Changes, createChanges } from '../projections/changes.ts'
import { projectEvent } from '../projections/project-event.ts'
import type { IndexedEvent } from './index-logs.ts'

/** What a run of events, in the order of the chain, does to the tables. Pure. */
export function projectEvents(events: readonly IndexedEvent[]): Changes {
  const changes = createChanges()
  projectOnto(changes, events)
  return changes
}

/** The same, added to what the events before did. */
export function projectOnto(changes: Changes, events: readonly IndexedEvent[]): void {
  for (const { row, event } of events) {
    if (row.operator !== null && !changes.operators.has(row.operator)) {
      changes.operators.set(row.operator, row.minedAt)
    }
    if (event !== undefined) projectEvent(changes, event, row)
  }
}
