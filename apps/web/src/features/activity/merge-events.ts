export type Placed = { id: string; blockNumber: number; logIndex: number }

/** Events of several sources as one list: each once, newest first, at most `limit`. */
export function mergeEvents<Event extends Placed>(
  lists: readonly (readonly Event[])[],
  limit: number,
): Event[] {
  const byId = new Map<string, Event>()
  for (const event of lists.flat()) byId.set(event.id, event)
  return [...byId.values()]
    .sort((a, b) => b.blockNumber - a.blockNumber || b.logIndex - a.logIndex)
    .slice(0, limit)
}

/** What is left when the blocks from `fromBlock` on were replaced. */
export function dropReplaced<Event extends Placed>(events: readonly Event[], fromBlock: number): Event[] {
  return events.filter((event) => event.blockNumber < fromBlock)
}
