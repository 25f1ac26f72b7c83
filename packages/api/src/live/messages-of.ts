import { encodeEvent } from '../encode/event.ts'
import type { LiveEntry } from './create-live-feed.ts'
import { AFTER_BLOCK, type LivePlace } from './live-id.ts'
import type { LiveStep } from './read-step.ts'

/** A step as messages: what fell away, what was missed, the events, then the block that ends it. */
export function messagesOf({ tip, reorgFrom, events, isGap }: LiveStep): LiveEntry[] {
  const end: LivePlace = { blockNumber: tip.blockNumber, logIndex: AFTER_BLOCK, blockHash: tip.blockHash }
  const entries: LiveEntry[] = []
  if (reorgFrom !== undefined) {
    // A hash no block has: whoever resumes from here is told of the reorg again and loses nothing.
    const place = { blockNumber: reorgFrom - 1n, logIndex: AFTER_BLOCK, blockHash: '0x00000000' }
    entries.push({ place, message: { type: 'reorg', fromBlock: Number(reorgFrom) } })
  }
  // Just before the end, so that the block after it is news too.
  if (isGap) entries.push({ place: { ...end, logIndex: AFTER_BLOCK - 1 }, message: { type: 'gap' } })
  for (const event of events) {
    const { blockNumber, logIndex, blockHash } = event
    entries.push({
      place: { blockNumber, logIndex, blockHash },
      message: { type: 'event', event: encodeEvent(event) },
    })
  }
  entries.push({
    place: end,
    message: {
      type: 'block',
      blockNumber: Number(tip.blockNumber),
      minedAt: tip.minedAt.toISOString(),
      eventCount: events.length,
    },
  })
  return entries
}
