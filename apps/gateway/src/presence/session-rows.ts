import type { Address } from '@network3/core/hex'
import type { OpenedSession } from '@network3/db/write/node-sessions'
import type { Link } from '../session/link.ts'

/** What the database keeps of a link. */
export function openedOf(link: Link): OpenedSession {
  return {
    node: link.node,
    stream: link.streamId,
    openedAt: link.openedAt,
    seenAt: link.seenAt,
    pausedReason: link.paused ?? null,
    slots: link.capacity.slots,
    freeSlots: link.freeSlots,
    memoryBytes: link.capacity.memoryBytes,
    kinds: link.capacity.kinds,
    classes: link.capacity.classes,
    load: link.load,
    agent: link.agent,
    subnet: link.subnet,
  }
}

/** The longest beginning in which no node comes twice: one statement must not write a row twice. */
export function withoutRepeats<T extends { node: Address }>(rows: readonly T[]): T[] {
  const seen = new Set<Address>()
  for (const row of rows) {
    if (seen.has(row.node)) break
    seen.add(row.node)
  }
  return rows.slice(0, seen.size)
}
