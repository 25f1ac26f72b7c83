import { signPairing as putSignature } from '@network3/db/write/pairings'
import { PAIRING_SECONDS } from '@network3/protocol/pairing/pairing-code'
import { refused, requireByCode, requireById, stateOf } from '../../pairing/require-pairing.ts'
import { isSignedBy, registrationOf } from '../../pairing/verify-registration.ts'
import { publicProcedure } from '../../trpc.ts'
import { encodePairing } from './encode-pairing.ts'
import { signPairingInput, signPairingOutput } from './sign-pairing.schema.ts'

export const signPairing = publicProcedure
  .meta({ summary: "Puts a wallet's signature to a pairing; the node's owner then confirms or declines it." })
  .input(signPairingInput)
  .output(signPairingOutput)
  .mutation(async ({ ctx, input }) => {
    const { operator, signature } = input
    const { pairing, codeHash } = await requireByCode(ctx, input.code)
    const now = ctx.clock.now()
    const state = stateOf(pairing, now)
    if (state === 'PAIRING_SIGNED' || state === 'PAIRING_DONE') {
      if (pairing.operator !== operator) throw refused('PAIRING_CODE_USED')
      return encodePairing(pairing, now)
    }
    if (state !== 'PAIRING_OPEN') throw refused(state)
    if (!(await isSignedBy(ctx, operator, registrationOf(pairing, operator), signature)))
      throw refused('PAIRING_OPERATOR_SIGNATURE_INVALID')
    const isFirst = await putSignature(ctx.pool, {
      ...{ codeHash, operator, operatorSignature: signature },
      ...{ now: new Date(now), expiresAt: new Date(now + PAIRING_SECONDS * 1000) },
    })
    const after = await requireById(ctx, pairing.id)
    if (!isFirst && after.operator !== operator) throw refused('PAIRING_CODE_USED')
    return encodePairing(after, now)
  })
