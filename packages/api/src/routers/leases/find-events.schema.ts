import { pageInput, pageOf } from '../../fields/page.ts'
import { leaseEventOutput, leaseIdInput } from './fields.ts'

export const findLeaseEventsInput = pageInput.extend({ leaseId: leaseIdInput })
export const findLeaseEventsOutput = pageOf(leaseEventOutput)
