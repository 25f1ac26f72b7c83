import { AppError } from '@network3/core/app-error'
import { tracked } from '@trpc/server'
import { trackedOutput } from '../../live/tracked-output.ts'
import { publicProcedure } from '../../trpc.ts'
import { type LiveMessage, liveActivityInput, liveMessage } from './live-activity.schema.ts'

export const liveActivity = publicProcedure
  .meta({
    summary: 'New events and blocks as they are indexed (server-sent events), resumed by last event id.',
  })
  .input(liveActivityInput)
  .output(trackedOutput(liveMessage))
  .subscription(async function* () {
    const none: LiveMessage[] = []
    for (const message of none) yield tracked('', message)
    throw new AppError('UNAVAILABLE', 'Not there yet.')
  })
