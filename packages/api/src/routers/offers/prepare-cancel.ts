import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { countStanding } from '@network3/db/queries/offer/count-standing'
import { encodeFunctionData } from 'viem'
import { encodeAddress } from '../../encode/address.ts'
import { tryCall } from '../../renting/try-call.ts'
import { publicProcedure } from '../../trpc.ts'
import { prepareCancelInput, prepareCancelOutput } from './prepare-cancel.schema.ts'

export const prepareCancel = publicProcedure
  .meta({
    summary: 'The transaction by which an operator withdraws offers; leases already open go on.',
    rest: { method: 'GET', path: '/offers/prepare-cancel' },
  })
  .input(prepareCancelInput)
  .output(prepareCancelOutput)
  .query(async ({ ctx, input: { operator, nonce, andBelow } }) => {
    const { chainId, contracts } = ctx.deployment
    const to = contracts.leaseMarket
    const data = andBelow
      ? encodeFunctionData({ abi: leaseMarketAbi, functionName: 'cancelOffersBelow', args: [nonce + 1n] })
      : encodeFunctionData({ abi: leaseMarketAbi, functionName: 'cancelOffer', args: [nonce] })
    await tryCall(ctx, { from: operator, to, data })
    const now = new Date(ctx.clock.now())
    const offers = await countStanding(ctx.pool, { operator, nonce, andBelow, now })
    const which = andBelow ? `up to nonce ${nonce}` : `of nonce ${nonce}`
    const says = `${offers === 1 ? 'The 1 offer' : `The ${offers} offers`} ${which} cannot be taken any more; open leases go on.`
    const does = andBelow ? ('cancel-offers-below' as const) : ('cancel-offer' as const)
    return {
      chainId,
      offers,
      says: [says],
      calls: [{ to: encodeAddress(to), data, valueWei: '0', does, says }],
    }
  })
