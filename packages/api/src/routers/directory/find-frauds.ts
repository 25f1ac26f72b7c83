import { nodeBackend } from '@network3/clsc/backend-node'
import { createDomain } from '@network3/clsc/domain'
import { createFraudProof } from '@network3/clsc/fraud-proof'
import { findKeyFrauds } from '@network3/db/queries/key/find-key-frauds'
import { bytesToHex, hexToBytes } from 'viem'
import { requireGeneration } from '../../directory/require-generation.ts'
import { publicProcedure } from '../../trpc.ts'
import { findFraudsInput, findFraudsOutput } from './find-frauds.schema.ts'

export const findFrauds = publicProcedure
  .meta({
    summary: 'Two keys for one name and day, as proofs that convict the centre to anybody.',
    rest: { method: 'GET', path: '/directory/frauds' },
  })
  .input(findFraudsInput)
  .output(findFraudsOutput)
  .query(async ({ ctx, input }) => {
    const { number, masterPublicKey } = await requireGeneration(ctx.pool, input.generation)
    const domain = createDomain(hexToBytes(masterPublicKey), nodeBackend)
    const frauds = await findKeyFrauds(ctx.pool, { masterPublicKey, from: 0 })
    return {
      generation: number,
      frauds: frauds.map(({ name, epoch, first, second }) => ({
        ...{ name, epoch },
        proof: bytesToHex(createFraudProof(domain, first, second)),
      })),
    }
  })
