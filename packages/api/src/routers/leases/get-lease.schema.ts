import { z } from 'zod'
import { instantOutput } from '../../fields/instant.ts'
import { leaseEventOutput, leaseIdInput, leaseInUseOutput, unitsOutput } from './fields.ts'

export const getLeaseInput = z.object({ leaseId: leaseIdInput })

export const getLeaseOutput = leaseInUseOutput.extend({
  /** What all leases of the same offer take of it now. */
  offer: z.object({ slotsTaken: z.int(), consumedUnits: unitsOutput }),
  /** Its steps, newest first: the first hundred; leases.findEvents has the rest. */
  events: z.array(leaseEventOutput),
  asOf: z.object({ blockNumber: z.int(), minedAt: instantOutput }),
})
