import 'server-only'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'

/** A job, the lease it ran on, and why it is where it is. */
export async function readJob(jobId: string) {
  const api = getApi()
  const [job, why] = await Promise.all([tryRead(api.jobs.get({ jobId })), tryRead(api.jobs.why({ jobId }))])
  const leaseId = job.data?.leaseId ?? undefined
  const lease = leaseId === undefined ? undefined : (await tryRead(api.leases.get({ leaseId }))).data
  return { job, why: why.data, lease }
}
