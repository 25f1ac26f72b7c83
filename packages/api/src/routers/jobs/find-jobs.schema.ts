import { jobStatuses } from '@network3/core/jobs/job-status'
import { z } from 'zod'
import { pageInput, pageOf } from '../../fields/page.ts'
import { leaseIdInput } from '../leases/fields.ts'
import { jobOutput } from './fields.ts'

export const findJobsInput = pageInput.extend({
  leaseId: leaseIdInput,
  state: z.enum(jobStatuses).optional(),
})
export const findJobsOutput = pageOf(jobOutput)
