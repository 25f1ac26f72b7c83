import { z } from 'zod'
import { addressInput } from '../../fields/address.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'

export const findNodeWorkInput = pageInput.extend({ node: addressInput })

export const findNodeWorkOutput = pageOf(
  z.object({
    jobId: z.string(),
    fence: z.int(),
    epoch: z.int(),
    /** canary: work with a known answer, given by the network. */
    origin: z.string(),
    isValid: z.boolean(),
    /** Metered instructions. */
    gas: z.string().regex(/^\d+$/),
    recordedAt: instantOutput,
    outputHash: hashOutput,
    durationMs: z.int(),
  }),
)
