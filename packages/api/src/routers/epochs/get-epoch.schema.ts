import { z } from 'zod'
import { weiOutput } from '../../fields/amount.ts'
import { epochOutput } from './find-epochs.schema.ts'

export const getEpochInput = z.object({ number: z.int().min(1) })

const poolOutput = z.object({
  name: z.enum(['uptime', 'bandwidth', 'compute', 'data']),
  /** This epoch's emission for the pool, and what earlier epochs left in it. */
  emissionWei: weiOutput,
  carriedInWei: weiOutput,
  /** Verified work in the pool's unit, and the work that would be paid in full. */
  work: z.string(),
  target: z.string(),
  paidWei: weiOutput,
  carriedOutWei: weiOutput,
})

export const getEpochOutput = epochOutput.extend({
  /** From the verified file; null until there is one. */
  contents: z
    .object({
      snapshotBlock: z.int(),
      /** What the halving curve adds in this epoch. */
      emissionWei: weiOutput,
      pools: z.array(poolOutput),
      /** Operators that earned in this epoch, and nodes that were scored. */
      operatorCount: z.int(),
      nodeCount: z.int(),
      /** Inputs of the formula that nobody measures yet. */
      unmeasured: z.array(z.string()),
    })
    .nullable(),
})
