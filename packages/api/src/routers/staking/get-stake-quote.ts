import { assetsForSharesDown, type PoolMoment, sharesForAssetsDown } from '@network3/core/staking-math'
import { findOperatorRanks, getOperator } from '@network3/db/queries/operator/get-operator'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { explainApr } from '../../domain/explain-apr.ts'
import { commissionAt, poolAt, shareBpsDown } from '../../domain/pool.ts'
import { encodeAddress } from '../../encode/address.ts'
import { encodeReason } from '../../encode/reason.ts'
import { findCoverage } from '../../find-coverage.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { getStakeQuoteInput, getStakeQuoteOutput } from './get-stake-quote.schema.ts'

const emptyPool: PoolMoment = { activeAssets: 0n, activeShares: 0n, streamRemaining: 0n }

export const getStakeQuote = publicProcedure
  .meta({
    summary: 'What a stake would buy: shares, part of the pool, estimated APR with its inputs.',
    rest: { method: 'GET', path: '/operators/{operator}/stake-quote' },
  })
  .input(getStakeQuoteInput)
  .output(getStakeQuoteOutput)
  .query(async ({ ctx, input }) => {
    const { assetsWei } = input
    const parameters = await ctx.parameters()
    const { tip, operator, ranks } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      operator: await getOperator(db, input.operator),
      ranks: await findOperatorRanks(db, input.operator),
    }))
    // Anybody can be staked on: an address nothing is known of has an empty pool.
    const before = operator === undefined ? emptyPool : poolAt(operator.pool, tip.minedAt)
    const shares = sharesForAssetsDown(before, assetsWei)
    const after: PoolMoment = {
      ...before,
      activeAssets: before.activeAssets + assetsWei,
      activeShares: before.activeShares + shares,
    }
    const commissionBps = operator === undefined ? 0 : commissionAt(operator.commission, tip.minedAt)
    return {
      operator: encodeAddress(input.operator),
      assetsWei: String(assetsWei),
      shares: String(shares),
      valueAfterWei: String(assetsForSharesDown(after, shares)),
      poolAssetsAfterWei: String(after.activeAssets),
      poolShareBps: shareBpsDown(shares, after.activeShares),
      apr: explainApr('7d', {
        earnedWei: ranks.find(({ window }) => window === '7d')?.earnedWei ?? 0n,
        commissionBps,
        activeAssetsWei: after.activeAssets,
        coverage: await findCoverage(ctx, '7d', tip.blockHash),
        firstSeenAt: operator?.firstSeenAt ?? tip.minedAt,
      }),
      commissionBps,
      minimumStakeWei: String(parameters.minimumStakeWei),
      thawSeconds: Number(parameters.thawSeconds),
      refusal: assetsWei < parameters.minimumStakeWei ? encodeReason('STAKE_BELOW_MINIMUM') : null,
      asOf: encodeTip(tip),
    }
  })
