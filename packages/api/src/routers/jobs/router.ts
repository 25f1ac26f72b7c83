import { createRouter } from '../../trpc.ts'
import { acceptJob } from './accept-job.ts'
import { cancelJob } from './cancel-job.ts'
import { disputeJob } from './dispute-job.ts'
import { findJobs } from './find-jobs.ts'
import { findLogs } from './find-logs.ts'
import { findRecipients } from './find-recipients.ts'
import { getJob } from './get-job.ts'
import { submit } from './submit.ts'
import { watchJobs } from './watch-jobs.ts'
import { whyJob } from './why-job.ts'

export const jobsRouter = createRouter({
  submit,
  get: getJob,
  find: findJobs,
  why: whyJob,
  watch: watchJobs,
  cancel: cancelJob,
  accept: acceptJob,
  dispute: disputeJob,
  findLogs,
  findRecipients,
})
