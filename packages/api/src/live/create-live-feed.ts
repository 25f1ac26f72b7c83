import { AppError } from '@network3/core/app-error'
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
  /** Every entry from now on. Throws DATABASE_UNREACHABLE; a reader that falls behind sees its channel overflow. */
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
    const found = await readStep(pool, from, seen)
    if (found === undefined) return
    const { tip, reorgFrom } = found
    const isSame = from !== undefined && from.blockNumber === tip.blockNumber && reorgFrom === undefined
    // The first look only notes where the chain is: nothing before it is news.
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
    listener = await listenBlocks(databaseUrl, { onBlock: look, onLost: relisten })
    if (closing.signal.aborted) return listener.close()
    await look()
  }

  const relisten = (err: Error) => {
    if (closing.signal.aborted) return
    logger.warn({ err }, 'live connection lost')
    retry(listen, {
      clock,
      signal: closing.signal,
      isRetryable: () => true,
      onRetry: (cause, attempt, waitMs) =>
        logger.warn({ err: cause, attempt, waitMs }, 'live connection refused'),
    }).catch((cause: unknown) => logger.error({ err: cause }, 'live connection given up'))
  }

  /** The first reader opens the connection; when that fails the next one tries again. */
  const start = () => {
    started ??= listen().catch((cause: unknown) => {
      started = undefined
      throw new AppError('DATABASE_UNREACHABLE', 'Live news cannot be read now.', { cause, retryable: true })
    })
    return started
  }

  return {
    join: async () => {
      await start()
      const channel = createChannel<LiveEntry>(CAPACITY)
      readers.add(channel)
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
