import { endPairing } from '@network3/db/write/pairings'
import { requireById } from '../../pairing/require-pairing.ts'
import { publicProcedure } from '../../trpc.ts'
import { declinePairingInput, declinePairingOutput } from './decline-pairing.schema.ts'
import { encodePairing } from './encode-pairing.ts'

export const declinePairing = publicProcedure
  .meta({ summary: "Ends a pairing whose wallet the node's owner did not recognise." })
  .input(declinePairingInput)
  .output(declinePairingOutput)
  .mutation(async ({ ctx, input }) => {
    const now = new Date(ctx.clock.now())
    await endPairing(ctx.pool, { id: input.pairingId, status: 'declined', txHash: null, now })
    return encodePairing(await requireById(ctx, input.pairingId), now.getTime())
  })
