import { z } from 'zod'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { generationField } from './fields.ts'

/** Without a number: the newest one. */
export const getGenerationInput = z.object({ generation: generationField.optional() })

export const getGenerationOutput = z.object({
  /** Null while none was ever announced. */
  generation: z
    .object({
      number: generationField,
      /** ristretto255, RFC 9496 encoding. */
      masterPublicKey: hashOutput,
      /** That many of its nodes sign together. */
      threshold: z.int(),
      /** The verification share of each node, in order. */
      members: z.array(hashOutput),
      status: z.enum(['active', 'superseded', 'stopped']),
      stopReason: z.enum(['fraud-proven', 'guardian']).nullable(),
      /** keccak256 of the fraud proof, whose bytes are in the event. */
      proofHash: hashOutput.nullable(),
      announcedAt: instantOutput,
      announcedTx: hashOutput,
      endedAt: instantOutput.nullable(),
    })
    .nullable(),
  asOf: z.object({ blockNumber: z.int(), minedAt: instantOutput }),
})
