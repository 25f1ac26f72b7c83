import { endPairing } from '@network3/db/write/pairings'
import { refused, requireById, stateOf } from '../../pairing/require-pairing.ts'
import { isSignedBy, registrationOf } from '../../pairing/verify-registration.ts'
import { publicProcedure } from '../../trpc.ts'
import { encodePairing } from './encode-pairing.ts'
import { finishPairingInput, finishPairingOutput } from './finish-pairing.schema.ts'

export const finishPairing = publicProcedure
  .meta({ summary: 'Registers the node with the wallet its owner confirmed; the sponsor pays the gas.' })
  .input(finishPairingInput)
  .output(finishPairingOutput)
  .mutation(async ({ ctx, input }) => {
    const { pairingId, operator, signature } = input
    const pairing = await requireById(ctx, pairingId)
    const now = ctx.clock.now()
    const state = stateOf(pairing, now)
    if (state === 'PAIRING_DONE' && pairing.operator === operator) return encodePairing(pairing, now)
    if (state === 'PAIRING_OPEN') throw refused('PAIRING_NOT_SIGNED')
    if (state !== 'PAIRING_SIGNED') throw refused(state)
    const { operatorSignature } = pairing
    if (operatorSignature === null || pairing.operator !== operator) throw refused('PAIRING_NOT_SIGNED')
    const registration = registrationOf(pairing, operator)
    if (!(await isSignedBy(ctx, pairing.node, registration, signature)))
      throw refused('PAIRING_NODE_SIGNATURE_INVALID')
    const request = { registration, operatorSignature, nodeSignature: signature, network: ctx.callerNetwork }
    const txHash = await ctx.sponsor.register(request)
    await endPairing(ctx.pool, { id: pairingId, status: 'done', txHash, now: new Date(now) })
    return encodePairing(await requireById(ctx, pairingId), ctx.clock.now())
  })
