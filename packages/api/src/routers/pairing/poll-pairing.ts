import { requireById } from '../../pairing/require-pairing.ts'
import { publicProcedure } from '../../trpc.ts'
import { encodePairing } from './encode-pairing.ts'
import { pollPairingInput, pollPairingOutput } from './poll-pairing.schema.ts'

export const pollPairing = publicProcedure
  .meta({ summary: 'How far a pairing is, for the agent that opened it.' })
  .input(pollPairingInput)
  .output(pollPairingOutput)
  .query(async ({ ctx, input }) => encodePairing(await requireById(ctx, input.pairingId), ctx.clock.now()))
