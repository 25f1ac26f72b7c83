import { createRouter } from '../../trpc.ts'
import { findDue } from './find-due.ts'
import { findEvents } from './find-events.ts'
import { findLeases } from './find-leases.ts'
import { findVouchers } from './find-vouchers.ts'
import { getLease } from './get-lease.ts'
import { prepare } from './prepare.ts'
import { prepareClose } from './prepare-close.ts'
import { prepareRedeem } from './prepare-redeem.ts'

export const leasesRouter = createRouter({
  find: findLeases,
  get: getLease,
  findEvents: findEvents,
  findVouchers,
  findDue,
  prepare,
  prepareClose,
  prepareRedeem,
})
