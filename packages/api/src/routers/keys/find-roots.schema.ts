import { z } from 'zod'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { generationField, keyEpochOutput } from './fields.ts'

export const findRootsInput = pageInput.extend({ generation: generationField })

export const findRootsOutput = pageOf(
  z.object({
    generation: generationField,
    epoch: keyEpochOutput,
    root: hashOutput,
    /** Bundles under the root; never fewer than under the one before. */
    bundles: z.string().regex(/^\d+$/),
    postedAt: instantOutput,
    txHash: hashOutput,
  }),
)
