import { z } from 'zod'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { generationField } from '../keys/fields.ts'
import { bundleField, dayField, nameField, pathField, positionField } from './fields.ts'

/** Bundles of yesterday and later: what one can seal for. */
export const findBundlesInput = z.object({ name: nameField })

export const findBundlesOutput = z.object({
  generation: generationField,
  masterPublicKey: hashOutput,
  bundles: z.array(
    z.object({
      bundle: bundleField,
      epoch: dayField,
      position: positionField,
      publishedAt: instantOutput,
      /** That it is under the newest root on chain (RFC 6962); null until a root covers it. */
      inclusion: z
        .object({ epoch: dayField, size: z.int(), root: hashOutput, txHash: hashOutput, path: pathField })
        .nullable(),
    }),
  ),
})
