import { createRouter } from '../../trpc.ts'
import { findActivity } from './find-activity.ts'
import { liveActivity } from './live-activity.ts'

export const activityRouter = createRouter({
  find: findActivity,
  live: liveActivity,
})
