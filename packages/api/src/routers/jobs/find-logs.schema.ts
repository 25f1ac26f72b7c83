import { z } from 'zod'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { jobIdInput } from './fields.ts'

export const findLogsInput = pageInput.extend({ jobId: jobIdInput })
export const findLogsOutput = pageOf(
  z.object({
    fence: z.int(),
    index: z.int(),
    /** Sealed to the submitter; of a public job the hex of UTF-8. */
    envelope: z.string().regex(/^0x(?:[0-9a-f]{2})*$/),
    at: instantOutput,
  }),
)
