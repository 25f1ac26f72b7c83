import 'server-only'
import { getApi } from '../../trpc/server.ts'
import { tryRead } from '../../trpc/try-read.ts'

const JOBS = 20

/** A lease with its newest jobs. Jobs that cannot be read leave the rest of the page as it is. */
export async function readLease(leaseId: string, jobsAfter: string | undefined) {
  const api = getApi()
  const [lease, jobs] = await Promise.all([
    tryRead(api.leases.get({ leaseId })),
    tryRead(api.jobs.find({ leaseId, limit: JOBS, ...(jobsAfter !== undefined && { cursor: jobsAfter }) })),
  ])
  return { lease, jobs: jobs.data }
}
