import { type BlockListener, listenBlocks } from '@network3/db/queries/block/listen-blocks'
import type { Clock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'

/** First pages as they were sent, until the next block. */
export type KeptPages = {
  /** The answer to a request's address, if one of this block is kept; and a way to keep one. */
  look: (url: string) => { text: string } | { keep: (text: string) => void } | undefined
  close: () => Promise<void>
}

/** What everybody asks for, and what is told from the chain: a new block is what changes it. */
const PATHS = /\/(operators\.find|nodes\.find|epochs\.find|activity\.find|network\.getOverview)(\?|$)/
/** Whether a node is online is told by the clock too, so that no answer is older than this. */
const MAXIMUM_AGE_MS = 1_000
const MAXIMUM_PAGES = 500
/** A connection that was lost is not asked for again before. */
const REST_MS = 5_000

/**
 * Serialised answers of the first pages of lists, by address, replaced when the indexer says that there is a block. While
 * its word cannot be heard nothing is kept. An answer that was begun before a block is not kept after it.
 */
export function createKeptPages(options: { databaseUrl: string; logger: Logger; clock: Clock }): KeptPages {
  const { databaseUrl, logger, clock } = options
  const pages = new Map<string, { text: string; at: number }>()
  let listener: Promise<BlockListener | undefined> | undefined
  let isHearing = false
  let restsUntil = 0
  /** Of the block: what was begun in another is not kept. */
  let edition = 0

  const forget = () => {
    edition++
    pages.clear()
  }
  const lose = (error: unknown) => {
    forget()
    isHearing = false
    listener = undefined
    restsUntil = clock.now() + REST_MS
    logger.warn({ err: error }, 'first pages are not kept: blocks cannot be heard')
  }
  const listen = () => {
    if (listener !== undefined || clock.now() < restsUntil) return
    listener = listenBlocks(databaseUrl, { onBlock: forget, onLost: lose }).then(
      (made) => {
        forget()
        isHearing = true
        return made
      },
      (error: unknown) => {
        lose(error)
        return undefined
      },
    )
  }

  return {
    look: (url) => {
      if (!PATHS.test(url) || url.includes('cursor') || url.length > 400) return undefined
      listen()
      if (!isHearing) return undefined
      const known = pages.get(url)
      if (known !== undefined && clock.now() - known.at < MAXIMUM_AGE_MS) return known
      const begunIn = edition
      const at = clock.now()
      return {
        keep: (text) => {
          if (edition !== begunIn || !isHearing) return
          if (pages.size >= MAXIMUM_PAGES) pages.clear()
          pages.set(url, { text, at })
        },
      }
    },
    close: async () => {
      isHearing = false
      restsUntil = Number.POSITIVE_INFINITY
      await (await listener)?.close()
    },
  }
}
