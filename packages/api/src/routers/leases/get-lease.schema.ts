import { z } from 'zod'
import { weiOutput } from '../../fields/amount.ts'
import { instantOutput } from '../../fields/instant.ts'
import { leaseEventOutput, leaseIdInput, leaseInUseOutput, unitsOutput } from './fields.ts'

export const getLeaseInput = z.object({ leaseId: leaseIdInput })

export const getLeaseOutput = leaseInUseOutput.extend({
  /** What all leases of the same offer take of it now. */
  offer: z.object({ slotsTaken: z.int(), consumedUnits: unitsOutput }),
  /** When its slots are free again and the rest of its escrow comes back; of a closed lease, when they were. */
  ending: z.object({
    slotsFreeAt: instantOutput,
    /** Back to the renter: at most, if nothing more is redeemed before; of a closed lease, what went back. */
    toRenterWei: weiOutput,
    /** To the operator, fee included: what its minimum is above the units paid. */
    toOperatorWei: weiOutput,
    /** Held back until the measured usage is settled. */
    heldWei: weiOutput,
    says: z.string(),
  }),
  /** Its steps, newest first: the first hundred; leases.findEvents has the rest. */
  events: z.array(leaseEventOutput),
  asOf: z.object({ blockNumber: z.int(), minedAt: instantOutput }),
})
