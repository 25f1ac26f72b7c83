import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { AppError } from '@network3/core/app-error'
import { formatWei } from '@network3/core/units'
import { findVouchers } from '@network3/db/queries/voucher/find-vouchers'
import { encodeFunctionData } from 'viem'
import { encodeAddress } from '../../encode/address.ts'
import { tryCall } from '../../renting/try-call.ts'
import { publicProcedure } from '../../trpc.ts'
import { MAX_VOUCHERS, prepareRedeemInput, prepareRedeemOutput } from './prepare-redeem.schema.ts'

export const prepareRedeem = publicProcedure
  .meta({
    summary:
      'One transaction that redeems an operator’s vouchers, tried on the chain first; anybody may send it.',
    rest: { method: 'GET', path: '/leases/prepare-redeem' },
  })
  .input(prepareRedeemInput)
  .output(prepareRedeemOutput)
  .query(async ({ ctx, input: { operator, leaseIds } }) => {
    const vouchers = await findVouchers(ctx.pool, { operator, leaseIds, limit: MAX_VOUCHERS })
    if (vouchers.length === 0) {
      throw new AppError('LEASE_NOTHING_NEW', 'No voucher of this operator is above what was paid already.', {
        details: { operator },
      })
    }
    const args = vouchers.map(({ leaseId, cumulativeUnits, signature }) => ({
      ...{ leaseId, cumulativeUnits, signature },
    }))
    const { chainId, contracts } = ctx.deployment
    const to = contracts.leaseMarket
    const data = encodeFunctionData({ abi: leaseMarketAbi, functionName: 'redeemMany', args: [args] })
    await tryCall(ctx, { from: operator, to, data })
    const amountWei = vouchers.reduce(
      (sum, voucher) => sum + (voucher.cumulativeUnits - voucher.redeemedUnits) * voucher.pricePerUnitWei,
      0n,
    )
    const count = vouchers.length === 1 ? '1 voucher' : `${vouchers.length} vouchers`
    const says = `${formatWei(amountWei, { group: true })} N3 leave escrow for ${count}: to the operator, less the fee that is burned.`
    return {
      ...{ chainId, says: [says], vouchers: vouchers.length, amountWei: String(amountWei) },
      calls: [{ to: encodeAddress(to), data, valueWei: '0', does: 'redeem-many' as const, says }],
    }
  })
