import { z } from 'zod'
import { weiOutput } from '../../fields/amount.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { pageInput, pageOf } from '../../fields/page.ts'
import { reasonOutput } from '../../fields/reason.ts'

export const findEpochsInput = pageInput

export const epochOutput = z.object({
  number: z.int(),
  startsAt: instantOutput,
  endsAt: instantOutput,
  root: hashOutput,
  dataHash: hashOutput,
  /** All epochs up to this one together. */
  cumulativeTotalWei: weiOutput,
  /** This epoch alone: its cumulative total less that of the epoch before. */
  totalWei: weiOutput,
  postedAt: instantOutput,
  postedBlock: z.int(),
  postedTx: hashOutput,
  claimableAt: instantOutput,
  vetoedAt: instantOutput.nullable(),
  /** The root on chain, as of the last indexed block. */
  rootState: z.enum(['pending', 'claimable', 'vetoed']),
  /** The published file: only a verified one counts as earned. */
  fileState: z.enum(['pending', 'verified', 'refused']),
  fileReason: reasonOutput.nullable(),
})

export const findEpochsOutput = pageOf(epochOutput)
