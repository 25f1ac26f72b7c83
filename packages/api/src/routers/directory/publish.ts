import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { findRevocations } from '@network3/db/queries/key/find-revocations'
import { appendBundle } from '@network3/db/write/append-bundle'
import { hexToBytes, keccak256, stringToHex } from 'viem'
import { checkBundle } from '../../directory/check-bundle.ts'
import { requireGeneration } from '../../directory/require-generation.ts'
import { publicProcedure } from '../../trpc.ts'
import { publishInput, publishOutput } from './publish.schema.ts'

/** A revocation's user point that stands for every key of the name. */
const WHOLE_NAME: Hex = `0x${'00'.repeat(32)}`

export const publish = publicProcedure
  .meta({
    summary: 'Appends a bundle to the directory; it proves itself, so anybody may send it.',
    rest: { method: 'POST', path: '/directory/bundles' },
  })
  .input(publishInput)
  .output(publishOutput)
  .mutation(async ({ ctx, input }) => {
    const { number, masterPublicKey, status } = await requireGeneration(ctx.pool, undefined)
    if (status !== 'active') throw new AppError('FORBIDDEN', `Generation ${number} is ${status}.`)
    const bundle = checkBundle(masterPublicKey, hexToBytes(`0x${input.bundle.slice(2)}`), ctx.clock.now())
    const nameHash = keccak256(stringToHex(bundle.name))
    const revocations = await findRevocations(ctx.pool, { generation: number, nameHash, limit: 100 })
    const revoked = revocations.find(
      ({ userPoint, epoch }) =>
        (userPoint === WHOLE_NAME || userPoint === bundle.userPoint) && epoch <= BigInt(bundle.epoch),
    )
    if (revoked !== undefined) throw new AppError('FORBIDDEN', 'This key, or its name, was revoked.')
    const { position, isNew } = await appendBundle(ctx.pool, bundle)
    return { name: bundle.name, epoch: bundle.epoch, position, isNew }
  })
