import { capabilityBits } from '@network3/core/capabilities'
import {
  findOperators as findOperatorPage,
  type RankedOperator,
} from '@network3/db/queries/operator/find-operators'
import { z } from 'zod'
import { type Coverage, estimateApr } from '../../domain/estimate-apr.ts'
import { commissionAt, poolAt } from '../../domain/pool.ts'
import { readStandingClock } from '../../domain/standing-clock.ts'
import { trendOf } from '../../domain/window-buckets.ts'
import { encodeAddress } from '../../encode/address.ts'
import { cursorAddress, cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { findCoverage } from '../../find-coverage.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { findOperatorsInput, findOperatorsOutput, type operatorListItem } from './find-operators.schema.ts'

const cursorParts = z.tuple([cursorAmount, cursorAddress])

export const findOperators = publicProcedure
  .meta({
    summary: 'The leaderboard: window, sort, filters, search by address prefix, keyset paging.',
    rest: { method: 'GET', path: '/operators' },
  })
  .input(findOperatorsInput)
  .output(findOperatorsOutput)
  .query(async ({ ctx, input }) => {
    const {
      window,
      sort,
      direction,
      limit,
      cursor,
      country,
      capability,
      minStakeWei,
      hasNodes,
      localEconomy,
      search,
    } = input
    const list = `operators-${window}-${sort}-${direction}`
    const [key, address] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const trend = trendOf(window)
    const { seenSince, verifiedSince } = await readStandingClock(ctx)
    const page = await findOperatorPage(ctx.pool, {
      window,
      sort,
      direction,
      limit: limit + 1,
      after: key === undefined || address === undefined ? undefined : { key, address },
      country,
      capabilityBit: capability === undefined ? undefined : capabilityBits[capability],
      minStakeWei,
      hasNodes,
      isLocalEconomy: localEconomy,
      addressRange: search === undefined ? undefined : rangeOf(search),
      trend,
      seenSince,
      verifiedSince,
    })
    const tip = requireTip(page.tip)
    const coverage = await findCoverage(ctx, window, tip.blockHash)
    const isFiltered = [country, capability, minStakeWei, hasNodes, localEconomy, search].some(
      (filter) => filter !== undefined,
    )
    return {
      ...pageFrom(
        page.operators,
        limit,
        (operator) => itemOf(operator, tip.minedAt, coverage),
        (operator) => encodeCursor(list, [String(operator.sortKey), operator.address]),
      ),
      totalCount: isFiltered ? null : page.rankedCount,
      asOf: encodeTip(tip),
      trendBucketSeconds: trend.bucketSeconds,
    }
  })

/** Every address that begins so: the prefix filled up with 0 and with f. */
function rangeOf(search: string): { from: `0x${string}`; to: `0x${string}` } {
  const digits = search.slice(2).toLowerCase()
  return { from: `0x${digits.padEnd(40, '0')}`, to: `0x${digits.padEnd(40, 'f')}` }
}

function itemOf(operator: RankedOperator, at: Date, coverage: Coverage): z.input<typeof operatorListItem> {
  const { rank, previousRank, earnedWei } = operator
  const { activeAssets } = poolAt(operator.pool, at)
  const commissionBps = commissionAt(operator.commission, at)
  const apr = estimateApr({
    earnedWei,
    commissionBps,
    activeAssetsWei: activeAssets,
    coverage,
    firstSeenAt: operator.firstSeenAt,
  })
  return {
    rank,
    rankChange: rank === null || previousRank === null ? null : previousRank - rank,
    address: encodeAddress(operator.address),
    isLocalEconomy: operator.isLocalEconomy,
    earnedWei: String(earnedWei),
    paidWei: String(operator.paidWei),
    stakeWei: String(activeAssets),
    thawingWei: String(operator.pool.thawingAssets),
    delegatorCount: operator.delegatorCount,
    commissionBps,
    apr: { bps: apr.bps, reason: apr.reason },
    nodes: {
      registered: operator.nodeCount,
      online: operator.onlineCount,
      verified: operator.verifiedCount,
    },
    countries: operator.countries,
    trend: operator.trend.map(String),
  }
}
