import { getLastEpoch, getLastVerifiedEpoch } from '@network3/db/queries/epoch/get-epoch'
import { findCountries } from '@network3/db/queries/network/find-countries'
import { findTopMovers } from '@network3/db/queries/network/find-top-movers'
import { getNetworkTotals } from '@network3/db/queries/network/get-network-totals'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { epochClockAt } from '../../domain/epoch-clock.ts'
import { readNodeCounts } from '../../domain/node-counts.ts'
import { readStandingClock } from '../../domain/standing-clock.ts'
import { encodeAddress } from '../../encode/address.ts'
import { requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { getOverviewInput, getOverviewOutput } from './get-overview.schema.ts'

const TOP_MOVERS = 5

export const getOverview = publicProcedure
  .meta({
    summary: 'The network now: counts, map, stake, rewards, supply, epoch clock, chain tip, top movers.',
    rest: { method: 'GET', path: '/network' },
  })
  .input(getOverviewInput)
  .output(getOverviewOutput)
  .query(async ({ ctx }) => {
    const { blockHash } = requireTip(await getTip(ctx.pool))
    // It sums whole tables, so one answer serves everybody who asks during a block.
    return ctx.memo.get('overview', blockHash, () => readOverview(ctx))
  })

async function readOverview(ctx: Context): Promise<z.input<typeof getOverviewOutput>> {
  const parameters = await ctx.parameters()
  const nodes = await readNodeCounts(ctx, await readStandingClock(ctx))
  return withSnapshot(ctx.pool, async (db) => {
    const tip = requireTip(await getTip(db))
    const totals = await getNetworkTotals(db)
    const countries = await findCountries(db)
    const movers = await findTopMovers(db, TOP_MOVERS)
    const lastPosted = await getLastEpoch(db)
    const lastVerified = await getLastVerifiedEpoch(db)
    return {
      nodes,
      operators: { total: totals.operatorCount, withNodes: totals.operatorsWithNodes },
      countries,
      stake: {
        stakedWei: String(totals.stakedWei),
        thawingWei: String(totals.thawingWei),
        delegatorCount: totals.delegatorCount,
      },
      rewards: {
        earned7dWei: String(totals.earned7dWei),
        paid7dWei: String(totals.paid7dWei),
        earnedTotalWei: String(totals.earnedTotalWei),
        paidTotalWei: String(totals.paidTotalWei),
      },
      supply: { totalWei: String(totals.supplyWei), capWei: String(parameters.tokenCapWei) },
      epoch: {
        ...epochClockAt(parameters.clock, tip.minedAt),
        lastPosted: lastPosted === undefined ? null : Number(lastPosted.number),
        lastVerified: lastVerified === undefined ? null : Number(lastVerified.number),
      },
      tip: {
        blockNumber: Number(tip.blockNumber),
        minedAt: tip.minedAt.toISOString(),
        headNumber: Number(tip.headNumber),
        safeNumber: Number(tip.safeNumber),
        finalizedNumber: Number(tip.finalizedNumber),
      },
      topMovers: movers.map((mover) => ({
        address: encodeAddress(mover.address),
        isLocalEconomy: mover.isLocalEconomy,
        rank: mover.rank,
        previousRank: mover.previousRank,
        rankChange: mover.previousRank - mover.rank,
        earnedWei: String(mover.earnedWei),
      })),
    }
  })
}
