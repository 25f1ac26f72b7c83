import { AppError } from '@network3/core/app-error'
import { encodeAddress } from '../../encode/address.ts'
import { requireVerifiedEpoch } from '../../require-epoch.ts'
import { publicProcedure } from '../../trpc.ts'
import { getEpochProofInput, getEpochProofOutput } from './get-epoch-proof.schema.ts'

export const getEpochProof = publicProcedure
  .meta({
    summary: 'The Merkle proof of an operator in one verified epoch.',
    rest: { method: 'GET', path: '/epochs/{epoch}/proofs/{operator}' },
  })
  .input(getEpochProofInput)
  .output(getEpochProofOutput)
  .query(async ({ ctx, input }) => {
    const { operator } = input
    const epoch = await requireVerifiedEpoch(ctx.pool, input.epoch)
    const found = await ctx.trees.proofOf(epoch.dataHash, operator)
    if (found === undefined) {
      throw new AppError('NOT_FOUND', `This operator had earned nothing by epoch ${input.epoch}.`)
    }
    const { cumulativeWei, leaf, proof, root } = found
    return {
      operator: encodeAddress(operator),
      epoch: input.epoch,
      cumulativeWei: String(cumulativeWei),
      leaf,
      proof,
      root,
    }
  })
