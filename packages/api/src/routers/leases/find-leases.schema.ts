import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { leaseInUseOutput } from './fields.ts'

export const findLeasesInput = pageInput.extend({
  renter: addressInput.optional(),
  operator: addressInput.optional(),
  /** active: open and closing. */
  filter: z.enum(['all', 'active', 'closed']).default('all'),
})

export const findLeasesOutput = pageOf(leaseInUseOutput).extend({
  asOf: z.object({ blockNumber: z.int(), minedAt: instantOutput }),
})
