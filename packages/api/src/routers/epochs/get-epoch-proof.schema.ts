import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { hashOutput } from '../../fields/hash.ts'

export const getEpochProofInput = z.object({ operator: addressInput, epoch: z.int().min(1) })

export const getEpochProofOutput = z.object({
  operator: addressOutput,
  epoch: z.int(),
  cumulativeWei: weiOutput,
  leaf: hashOutput,
  /** Sibling hashes from the leaf up, for Rewards.claim. */
  proof: z.array(hashOutput),
  root: hashOutput,
})
