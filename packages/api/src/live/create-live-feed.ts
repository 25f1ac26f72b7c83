import type { Pool } from '@network3/db/pool'
import { type BlockListener, listenBlocks } from '@network3/db/queries/block/listen-blocks'
import { type Clock, systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import { retry } from '@network3/service/retry'
import type { LiveMessage } from '../routers/activity/live-activity.schema.ts'
import { type Channel, createChannel } from './create-channel.ts'
import { AFTER_BLOCK, type LivePlace } from './live-id.ts'
import { messagesOf } from './messages-of.ts'
import { readStep } from './read-step.ts'

export type LiveEntry = { place: LivePlace; message: LiveMessage }

export type LiveFeed = {
  /** Every entry from now on. Throws nothing; a reader that falls behind sees its channel overflow. */
  join: () => Promise<Channel<LiveEntry>>
  leave: (channel: Channel<LiveEntry>) => void
  readerCount: () => number
  close: () => Promise<void>
}

/** Entries one reader may have waiting. Past that it goes back to reading from the database. */
const CAPACITY = 1_000
/** Blocks remembered to find how deep a reorg went. */
const SEEN = 64

/**
 * News of the chain for every reader of this process, over one LISTEN connection that is opened for the first of
 * them. A notice only says "look": what is sent on is read from the tables in one snapshot per step, so a lost
 * notice loses nothing, and many blocks at once come as one step.
 */
export function createLiveFeed(options: {
  databaseUrl: string
  pool: Pool
  logger: Logger
  clock?: Clock
}): LiveFeed {
  const { databaseUrl, pool, logger, clock = systemClock } = options
  const readers = new Set<Channel<LiveEntry>>()
  const closing = new AbortController()
  const seen: LivePlace[] = []
  let listener: BlockListener | undefined
  let started: Promise<void> | undefined
  let step: Promise<void> = Promise.resolve()
  let isStepWaiting = false

  const send = (entry: LiveEntry) => {
    for (const reader of readers) reader.send(entry)
  }

  const takeStep = async () => {
    isStepWaiting = false
    const from = seen.at(-1)
    // Before the first look there is nothing to compare with: only the tip is noted, nothing is news.
    const found = await readStep(
      pool,
      from ?? { blockNumber: 0n, logIndex: AFTER_BLOCK, blockHash: '' },
      seen,
    )
    if (found === undefined) return
    const { tip, reorgFrom } = found
    const isSame = from !== undefined && from.blockNumber === tip.blockNumber && reorgFrom === undefined
    if (from !== undefined && !isSame) for (const entry of messagesOf(found)) send(entry)
    if (reorgFrom !== undefined) {
      const kept = seen.filter((place) => place.blockNumber < reorgFrom)
      seen.splice(0, seen.length, ...kept)
    }
    if (!isSame) seen.push({ blockNumber: tip.blockNumber, logIndex: AFTER_BLOCK, blockHash: tip.blockHash })
    if (seen.length > SEEN) seen.splice(0, seen.length - SEEN)
  }

  /** Steps run one after another; notices during one make exactly one more. */
  const look = () => {
    if (isStepWaiting) return step
    isStepWaiting = true
    step = step.then(takeStep).catch((err: unknown) => {
      logger.warn({ err }, 'live step failed')
    })
    return step
  }

  const listen = async () => {
    listener = await retry(() => listenBlocks(databaseUrl, { onBlock: look, onLost: relisten }), {
      clock,
      signal: closing.signal,
      isRetryable: () => true,
      onRetry: (err, attempt, waitMs) => logger.warn({ err, attempt, waitMs }, 'live connection refused'),
    })
    if (closing.signal.aborted) return listener.close()
    await look()
  }

  const relisten = (err: Error) => {
    if (closing.signal.aborted) return
    logger.warn({ err }, 'live connection lost')
    listen().catch((cause: unknown) => logger.error({ err: cause }, 'live connection given up'))
  }

  return {
    join: async () => {
      const channel = createChannel<LiveEntry>(CAPACITY)
      readers.add(channel)
      started ??= listen()
      await started
      return channel
    },
    leave: (channel) => {
      readers.delete(channel)
      channel.close()
    },
    readerCount: () => readers.size,
    close: async () => {
      closing.abort()
      for (const reader of readers) reader.close()
      await started?.catch(() => undefined)
      await listener?.close()
      await step
    },
  }
}
