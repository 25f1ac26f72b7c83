import { AppError } from '@network3/core/app-error'
import { assetsForSharesDown } from '@network3/core/staking-math'
import { countNodes } from '@network3/db/queries/node/count-nodes'
import {
  findOperatorCountries,
  findOperatorRanks,
  findStakeMarks,
  getOperator as getOperatorState,
  getStakeRank,
} from '@network3/db/queries/operator/get-operator'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { explainApr } from '../../domain/explain-apr.ts'
import { operatorReasons } from '../../domain/operator-reasons.ts'
import { commissionAt, poolAt } from '../../domain/pool.ts'
import { readStandingClock } from '../../domain/standing-clock.ts'
import { encodeAddress } from '../../encode/address.ts'
import { encodeReason } from '../../encode/reason.ts'
import { findCoverage } from '../../find-coverage.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { getOperatorInput, getOperatorOutput } from './get-operator.schema.ts'

/** The window a rate is taken over where the page offers no choice. */
const APR_WINDOW = '7d'

export const getOperator = publicProcedure
  .meta({
    summary: 'One operator: ranks, pool with its stream, commission, self-stake, APR with inputs, reasons.',
    rest: { method: 'GET', path: '/operators/{address}' },
  })
  .input(getOperatorInput)
  .output(getOperatorOutput)
  .query(async ({ ctx, input }) => {
    const parameters = await ctx.parameters()
    const clock = await readStandingClock(ctx)
    const marks = await ctx.memo.get('stake-marks', clock.tip.blockHash, () => findStakeMarks(ctx.pool))
    const { tip, operator, ranks, stakeRank, countries, nodes } = await withSnapshot(ctx.pool, async (db) => {
      const tip = requireTip(await getTip(db))
      const operator = await getOperatorState(db, input.address)
      if (operator === undefined) {
        throw new AppError(
          'NOT_FOUND',
          'No node was ever registered and nothing was ever staked for this address.',
        )
      }
      return {
        tip,
        operator,
        ranks: await findOperatorRanks(db, input.address),
        stakeRank: await getStakeRank(db, operator.pool.activeAssets, marks),
        countries: await findOperatorCountries(db, input.address),
        nodes: await countNodes(db, { ...clock, operator: input.address }),
      }
    })
    const { pool, commission } = operator
    const moment = poolAt(pool, tip.minedAt)
    const commissionBps = commissionAt(commission, tip.minedAt)
    const selfStakeWei = assetsForSharesDown(moment, operator.selfShares)
    const apr = explainApr(APR_WINDOW, {
      earnedWei: ranks.find(({ window }) => window === APR_WINDOW)?.earnedWei ?? 0n,
      commissionBps,
      activeAssetsWei: moment.activeAssets,
      coverage: await findCoverage(ctx, APR_WINDOW, tip.blockHash),
      firstSeenAt: operator.firstSeenAt,
    })
    const { pendingBps, pendingAt } = commission
    const isPending = pendingBps !== null && pendingAt !== null && pendingAt > tip.minedAt
    const hasMinimumSelfStake = selfStakeWei >= parameters.minimumSelfStakeWei
    return {
      address: encodeAddress(operator.address),
      isLocalEconomy: operator.isLocalEconomy,
      firstSeenAt: operator.firstSeenAt.toISOString(),
      nodes,
      countries,
      ranks: ranks.map((rank) => ({
        ...rank,
        rankChange: rank.previousRank === null ? null : rank.previousRank - rank.rank,
        earnedWei: String(rank.earnedWei),
        paidWei: String(rank.paidWei),
      })),
      stakeRank,
      earnedTotalWei: String(operator.earnedTotalWei),
      paidTotalWei: String(operator.paidTotalWei),
      delegatorCount: operator.delegatorCount,
      pool: {
        activeAssetsWei: String(moment.activeAssets),
        shares: String(moment.activeShares),
        thawingAssetsWei: String(pool.thawingAssets),
        thawingShares: String(pool.thawingShares),
        stream:
          moment.streamRemaining === 0n
            ? null
            : {
                remainingWei: String(moment.streamRemaining),
                updatedAt: instantOf(pool.streamUpdatedAt),
                endsAt: instantOf(pool.streamEndsAt),
              },
      },
      commission: {
        bps: commissionBps,
        pending: isPending ? { bps: pendingBps, effectiveAt: pendingAt.toISOString() } : null,
      },
      selfStake: {
        valueWei: String(selfStakeWei),
        minimumWei: String(parameters.minimumSelfStakeWei),
        isMet: hasMinimumSelfStake,
      },
      apr,
      reasons: operatorReasons({
        isPoolEmpty: moment.activeShares === 0n,
        hasMinimumSelfStake,
        hasNodes: operator.nodeCount > 0,
        isCommissionRising: isPending && pendingBps > commissionBps,
        hasApr: apr.bps !== null,
      }).map(encodeReason),
      asOf: encodeTip(tip),
    }
  })

function instantOf(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString()
}
