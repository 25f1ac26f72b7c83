import type { Hex } from '@network3/core/hex'
import { z } from 'zod'
import { createClient } from '../../pool.ts'

/** What the indexer says in the commit of every block. */
export type BlockNotice = { blockNumber: bigint; blockHash: Hex; eventCount: number }

export type BlockListener = { close: () => Promise<void> }

const noticeSchema = z.object({
  blockNumber: z.coerce.bigint(),
  blockHash: z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)]),
  events: z.int().nonnegative(),
})

/**
 * One LISTEN connection. Notices sent while it is down are lost to Postgres, so `onLost` must re-read what it
 * needs after calling again. Notices that cannot be read are handed to `onLost` too: silence would hide them.
 */
export async function listenBlocks(
  databaseUrl: string,
  handlers: { onBlock: (notice: BlockNotice) => void; onLost: (error: Error) => void },
): Promise<BlockListener> {
  const client = createClient(databaseUrl, 'network3-live')
  let isOver = false
  const lose = (error: Error) => {
    if (isOver) return
    isOver = true
    client.end().catch(() => undefined)
    handlers.onLost(error)
  }
  client.on('error', lose)
  client.on('end', () => lose(new Error('The connection for live blocks ended.')))
  client.on('notification', ({ payload }) => {
    try {
      const { blockNumber, blockHash, events } = noticeSchema.parse(JSON.parse(payload ?? ''))
      handlers.onBlock({ blockNumber, blockHash, eventCount: events })
    } catch (error) {
      lose(error instanceof Error ? error : new Error(String(error)))
    }
  })
  try {
    await client.connect()
    await client.query('LISTEN n3_block')
  } catch (error) {
    isOver = true
    await client.end().catch(() => undefined)
    throw error
  }
  return {
    close: async () => {
      isOver = true
      await client.end()
    },
  }
}
