import { z } from 'zod'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'

export const getEpochFileInput = z.object({ epoch: z.int().min(1) })

export const getEpochFileOutput = z.object({
  epoch: z.int(),
  /** keccak256 of content's UTF-8 bytes, as posted on chain. */
  dataHash: hashOutput,
  /** The file exactly as published (canonical JSON). */
  content: z.string(),
  fetchedAt: instantOutput,
})
