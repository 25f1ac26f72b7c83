import { AppError } from '@network3/core/app-error'
import type { JobClient } from '../jobs/create-job-client.ts'
import { createJobReader } from '../jobs/job-reader.ts'
import { createLeaseReader } from '../renting/lease-client.ts'
import type { Lease } from '../renting/market-answers.ts'
import type { Cli } from './context.ts'

/** Open leases of compute that this wallet rents, newest first. */
export async function findOwnLeases(cli: Cli): Promise<Lease[]> {
  const { items } = await createLeaseReader(await cli.site()).find({
    renter: await cli.address(),
    filter: 'active',
    limit: 100,
  })
  return items.filter(({ kind, state }) => kind === 'compute' && state === 'open')
}

/** The client of a job’s own lease. Throws NOT_FOUND; KEY_NOT_FOUND when it was rented elsewhere. */
export async function clientOfJob(cli: Cli, jobId: string): Promise<JobClient> {
  const { leaseId } = await createJobReader(await cli.site()).get(jobId)
  if (leaseId === null)
    throw new AppError('FORBIDDEN', `${jobId} is the network’s own work: it is nobody’s lease.`)
  return (await cli.renter()).jobs(BigInt(leaseId))
}
