import { AppError } from '@network3/core/app-error'
import { tracked } from '@trpc/server'
import { encodeLiveId, parseLiveId } from '../../live/live-id.ts'
import { readLive } from '../../live/read-live.ts'
import { trackedOutput } from '../../live/tracked-output.ts'
import { publicProcedure } from '../../trpc.ts'
import { type LiveMessage, liveActivityInput, liveMessage } from './live-activity.schema.ts'

/** Streams of one process. Each costs a socket and a queue, so there is an end to them. */
const MAXIMUM_READERS = 5_000

export const liveActivity = publicProcedure
  .meta({
    summary: 'New events and blocks as they are indexed (server-sent events), resumed by last event id.',
    rest: { method: 'GET', path: '/activity/live' },
  })
  .input(liveActivityInput)
  .output(trackedOutput(liveMessage))
  .subscription(async function* ({ ctx, input, signal }) {
    if (ctx.live.readerCount() >= MAXIMUM_READERS) {
      throw new AppError('UNAVAILABLE', 'Too many live streams are open. Try again in a minute.', {
        retryable: true,
      })
    }
    const after = parseLiveId(input.lastEventId ?? '')
    for await (const { place, message } of readLive(ctx, after, signal)) {
      if (concerns(message, input.operator)) yield tracked(encodeLiveId(place), message)
    }
  })

/** Blocks and reorgs concern everybody. Inputs are lower case, what is sent is checksummed. */
function concerns(message: LiveMessage, operator: string | undefined): boolean {
  if (message.type !== 'event' || operator === undefined) return true
  const { event } = message
  return [event.operator, event.account].some((address) => address?.toLowerCase() === operator)
}
