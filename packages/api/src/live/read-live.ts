import type { Pool } from '@network3/db/pool'
import type { LiveEntry, LiveFeed } from './create-live-feed.ts'
import type { LivePlace } from './live-id.ts'
import { messagesOf } from './messages-of.ts'
import { readStep } from './read-step.ts'

/**
 * One reader's stream: first what it missed since `after` (nothing but the tip without it), from the database, then
 * what the feed sends. A reader that falls behind goes back to the database, so that memory stays bounded and
 * nothing is lost. Ends when the signal is aborted or the feed closes.
 */
export async function* readLive(
  deps: { pool: Pool; live: LiveFeed },
  after: LivePlace | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<LiveEntry> {
  let last = after
  while (signal?.aborted !== true) {
    // Joined before the database is read: what happens in between comes twice and is dropped, never lost.
    const channel = await deps.live.join()
    const leave = () => deps.live.leave(channel)
    signal?.addEventListener('abort', leave)
    try {
      const found = await readStep(deps.pool, last, [])
      const missed = found === undefined ? [] : messagesOf(found)
      for (const entry of missed) {
        last = entry.place
        yield entry
      }
      for (let entry = await channel.next(); entry !== undefined; entry = await channel.next()) {
        if (entry.message.type !== 'reorg' && last !== undefined && !isAfter(entry.place, last)) continue
        last = entry.place
        yield entry
      }
      if (!channel.hasOverflowed()) return
    } finally {
      signal?.removeEventListener('abort', leave)
      leave()
    }
  }
}

function isAfter(place: LivePlace, other: LivePlace): boolean {
  if (place.blockNumber !== other.blockNumber) return place.blockNumber > other.blockNumber
  return place.logIndex > other.logIndex
}
