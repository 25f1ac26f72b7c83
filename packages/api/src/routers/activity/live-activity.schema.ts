import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { instantOutput } from '../../fields/instant.ts'
import { activityOutput } from './find-activity.schema.ts'

export const liveActivityInput = z.object({
  /** Sent by the client on reconnecting; the stream goes on right after it. */
  lastEventId: z.string().max(128).nullish(),
  operator: addressInput.optional(),
})

/** One message of the stream. A block's events come before its block message. */
export const liveMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('event'), event: activityOutput }),
  /** A block is indexed: whatever a page shows may be read again. */
  z.object({
    type: z.literal('block'),
    blockNumber: z.int(),
    minedAt: instantOutput,
    /** Events sent since the block message before, of all operators. */
    eventCount: z.int(),
  }),
  /** Blocks from this number on were replaced: drop what came from them. */
  z.object({ type: z.literal('reorg'), fromBlock: z.int() }),
  /** More was missed than is replayed: read again what is shown. */
  z.object({ type: z.literal('gap') }),
])

export type LiveMessage = z.infer<typeof liveMessage>
