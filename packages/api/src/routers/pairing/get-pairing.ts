import { requireByCode } from '../../pairing/require-pairing.ts'
import { publicProcedure } from '../../trpc.ts'
import { encodePairing } from './encode-pairing.ts'
import { getPairingInput, getPairingOutput } from './get-pairing.schema.ts'

export const getPairing = publicProcedure
  .meta({ summary: 'The node that waits under a one-time code, and how far its pairing is.' })
  .input(getPairingInput)
  .output(getPairingOutput)
  .query(async ({ ctx, input }) => {
    const { pairing } = await requireByCode(ctx, input.code)
    return encodePairing(pairing, ctx.clock.now())
  })
