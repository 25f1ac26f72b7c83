import { getTrpcClient } from '../../trpc/client.ts'
import { listenLive } from '../../trpc/live-feed.ts'
import type { Tip } from './watch-transactions.ts'

/** How old the status may be; the stream tells of new blocks at once, finality can wait this long. */
const STATUS_MAX_AGE_MS = 2_000

export type TipReader = { read: () => Promise<Tip | undefined>; close: () => void }

/** How far the indexer has come: pushed by the live stream, and asked for where the stream says nothing. */
export function createTipReader(now: () => number): TipReader {
  let indexedThrough: bigint | undefined
  let finalizedThrough = 0n
  let askedAtMs = Number.NEGATIVE_INFINITY

  const close = listenLive({
    onMessage: (message) => {
      if (message.type === 'block') indexedThrough = BigInt(message.blockNumber)
      if (message.type === 'reorg') indexedThrough = BigInt(message.fromBlock) - 1n
    },
  })

  const read = async () => {
    if (now() - askedAtMs >= STATUS_MAX_AGE_MS) {
      askedAtMs = now()
      const { indexer } = await getTrpcClient().status.get.query()
      if (indexer === null) return undefined
      indexedThrough = BigInt(indexer.blockNumber)
      finalizedThrough = BigInt(indexer.finalizedNumber)
    }
    return indexedThrough === undefined ? undefined : { indexedThrough, finalizedThrough }
  }
  return { read, close }
}
