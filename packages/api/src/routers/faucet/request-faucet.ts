import { AppError } from '@network3/core/app-error'
import { reasonOf } from '@network3/core/reasons'
import { encodeAddress } from '../../encode/address.ts'
import { FAUCET_ETH_WEI, FAUCET_N3_WEI } from '../../faucet/create-faucet.ts'
import { publicProcedure } from '../../trpc.ts'
import { requestFaucetInput, requestFaucetOutput } from './request-faucet.schema.ts'

export const requestFaucet = publicProcedure
  .meta({
    summary: 'Sends test ETH and N3 to an address; local chain only.',
    rest: { method: 'POST', path: '/faucet' },
  })
  .input(requestFaucetInput)
  .output(requestFaucetOutput)
  .mutation(async ({ ctx, input }) => {
    const { address, idempotencyKey } = input
    if (ctx.faucet === undefined) throw new AppError('FAUCET_DISABLED', reasonOf('FAUCET_DISABLED').sentence)
    const gift = await ctx.faucet.give(address, idempotencyKey)
    return {
      address: encodeAddress(address),
      ethWei: String(FAUCET_ETH_WEI),
      n3Wei: String(FAUCET_N3_WEI),
      ...gift,
    }
  })
