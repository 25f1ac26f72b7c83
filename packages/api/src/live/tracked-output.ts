import { isTrackedEnvelope, type TrackedEnvelope } from '@trpc/server'
import { z } from 'zod'
import { toTrpcError } from '../errors/to-trpc-error.ts'

/**
 * The output schema of a subscription: an async iterable of tracked envelopes whose data fit `item`.
 * Every message is parsed as it passes, so that a stream keeps its shape as other procedures do; and what it throws gets
 * its code here, for it is thrown after the procedure has answered.
 */
export function trackedOutput<Item extends z.ZodType>(item: Item) {
  return z
    .custom<AsyncIterable<TrackedEnvelope<z.input<Item>>>>(
      (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
    )
    .transform(async function* (source) {
      try {
        for await (const envelope of source) {
          if (!isTrackedEnvelope(envelope)) throw new TypeError('a subscription yields tracked envelopes')
          const [id, data, kind] = envelope
          yield [id, item.parse(data), kind] as TrackedEnvelope<z.output<Item>>
        }
      } catch (error) {
        throw toTrpcError(error)
      }
    })
}
