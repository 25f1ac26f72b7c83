import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type BlockListener, listenBlocks } from '@network3/db/queries/block/listen-blocks'
import type { Clock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'

/** JSON as it is sent, told apart from any other by its tag. */
export type KeptPage = { body: Buffer; etag: string; gzip: () => Buffer }

/** First pages as they were sent, until the next block. */
export type KeptPages = {
  /** The page of a request's path and query, if one of this block is kept. */
  find: (path: string) => KeptPage | undefined
  /** The same, or a way to keep one; undefined for what is never kept. */
  look: (path: string) => KeptPage | { keep: (text: string) => KeptPage } | undefined
  close: () => Promise<void>
}

/** What everybody asks for, and what is told from the chain: a new block is what changes it. */
const PATHS =
  /^\/api\/(trpc\/(operators\.find|nodes\.find|epochs\.find|activity\.find|network\.getOverview)|v1\/(operators|nodes|epochs|activity|network))(\?|$)/
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
  const pages = new Map<string, { page: KeptPage; at: number }>()
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

  const find = (path: string) => {
    const known = pages.get(path)
    return known !== undefined && clock.now() - known.at < MAXIMUM_AGE_MS ? known.page : undefined
  }

  return {
    find,
    look: (path) => {
      if (!PATHS.test(path) || path.includes('cursor') || path.length > 400) return undefined
      listen()
      if (!isHearing) return undefined
      const known = find(path)
      if (known !== undefined) return known
      const begunIn = edition
      const at = clock.now()
      return {
        keep: (text) => {
          const page = pageOf(text)
          if (edition !== begunIn || !isHearing) return page
          if (pages.size >= MAXIMUM_PAGES) pages.clear()
          pages.set(path, { page, at })
          return page
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

function pageOf(text: string): KeptPage {
  const body = Buffer.from(text)
  let packed: Buffer | undefined
  const gzip = () => {
    packed ??= gzipSync(body)
    return packed
  }
  return { body, gzip, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}
