import { AppError } from '@network3/core/app-error'
import type { Db } from '@network3/db/pool'
import { getLease } from '@network3/db/queries/lease/get-lease'
import type { LeaseRow } from '@network3/db/queries/lease/lease-row'

/** Throws NOT_FOUND. */
export async function requireLease(db: Db, leaseId: bigint): Promise<LeaseRow> {
  const lease = await getLease(db, leaseId)
  if (lease === undefined) throw new AppError('NOT_FOUND', `There is no lease ${leaseId}.`)
  return lease
}

/** Throws JOB_LEASE_NOT_COMPUTE, JOB_LEASE_NOT_OPEN unless jobs can begin on it now. */
export function checkLeaseTakesJobs(lease: LeaseRow, nowMs: number): void {
  if (lease.kind !== 'compute') {
    throw new AppError(
      'JOB_LEASE_NOT_COMPUTE',
      `Lease ${lease.id} is of kind ${lease.kind}, and runs no jobs.`,
    )
  }
  const why =
    lease.status === 'closing'
      ? 'is closing: what runs may finish, nothing new begins'
      : lease.status === 'closed'
        ? 'is closed'
        : lease.expiresAt * 1000 <= nowMs
          ? 'has reached the end of its time'
          : undefined
  if (why !== undefined) throw new AppError('JOB_LEASE_NOT_OPEN', `Lease ${lease.id} ${why}.`)
}
