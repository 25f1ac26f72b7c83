import 'server-only'
import { AFTER_BLOCK, encodeLiveId } from '@network3/api/live-id'
import { cache } from 'react'
import { getApi } from '../trpc/server.ts'
import { tryRead } from '../trpc/try-read.ts'

export type Tip = {
  state: 'live' | 'behind' | 'halted' | 'empty' | 'unreachable'
  blockNumber: number | undefined
  /** The last indexed block as a place in the live stream. */
  liveId: string | undefined
  /** Blocks between the last indexed one and the last final one. */
  finalDistance: number | undefined
}

/** Where the index stands, for the header: once per request. */
export const readTip = cache(async (): Promise<Tip> => {
  const { data } = await tryRead(getApi().status.get())
  if (data === undefined) {
    return { state: 'unreachable', blockNumber: undefined, liveId: undefined, finalDistance: undefined }
  }
  const { state, indexer } = data
  return {
    state,
    blockNumber: indexer?.blockNumber,
    liveId:
      indexer === null
        ? undefined
        : encodeLiveId({
            blockNumber: BigInt(indexer.blockNumber),
            logIndex: AFTER_BLOCK,
            blockHash: indexer.blockHash,
          }),
    finalDistance: indexer ? Math.max(0, indexer.blockNumber - indexer.finalizedNumber) : undefined,
  }
})
