import { assetsForSharesDown } from '@network3/core/staking-math'
import { withSnapshot } from '@network3/db/queries/snapshot'
import {
  findPositions as findStakePositions,
  type StakePosition,
} from '@network3/db/queries/stake/find-positions'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { z } from 'zod'
import { type Coverage, estimateApr } from '../../domain/estimate-apr.ts'
import { commissionAt, poolAt, shareBpsDown, thawingValueDown } from '../../domain/pool.ts'
import { encodeAddress } from '../../encode/address.ts'
import { cursorAddress, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { findCoverage } from '../../find-coverage.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { findPositionsInput, findPositionsOutput } from './find-positions.schema.ts'

const list = 'positions'
const cursorParts = z.tuple([cursorAddress])

export const findPositions = publicProcedure
  .meta({
    summary: 'The stake positions of an address with their present value and gain.',
    rest: { method: 'GET', path: '/accounts/{address}/stake-positions' },
  })
  .input(findPositionsInput)
  .output(findPositionsOutput)
  .query(async ({ ctx, input }) => {
    const { address, limit, cursor } = input
    const [after] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const { tip, rows } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      rows: await findStakePositions(db, address),
    }))
    const coverage = await findCoverage(ctx, '7d', tip.blockHash)
    // The totals need every position, so the page is cut from what was read anyway.
    const positions = rows.map((row) => positionOf(row, tip.minedAt, coverage))
    const rest = after === undefined ? positions : positions.filter((position) => position.key > after)
    const page = pageFrom(
      rest.slice(0, limit + 1),
      limit,
      ({ item }) => item,
      ({ key }) => encodeCursor(list, [key]),
    )
    return {
      ...page,
      totals: {
        positionCount: positions.length,
        valueWei: String(positions.reduce((sum, { valueWei }) => sum + valueWei, 0n)),
        thawingWei: String(positions.reduce((sum, { thawingWei }) => sum + thawingWei, 0n)),
      },
      asOf: encodeTip(tip),
    }
  })

function positionOf(row: StakePosition, at: Date, coverage: Coverage) {
  const { operator, shares, stakedWei, takenWei } = row
  const moment = poolAt(operator.pool, at)
  const valueWei = assetsForSharesDown(moment, shares)
  const thawingWei = thawingValueDown(operator.pool, row.thawingShares)
  const commissionBps = commissionAt(operator.commission, at)
  const apr = estimateApr({
    earnedWei: row.earned7dWei,
    commissionBps,
    activeAssetsWei: moment.activeAssets,
    coverage,
    firstSeenAt: operator.firstSeenAt,
  })
  const item = {
    operator: encodeAddress(operator.address),
    isLocalEconomy: operator.isLocalEconomy,
    isOwnPool: row.staker === operator.address,
    shares: String(shares),
    valueWei: String(valueWei),
    thawingWei: String(thawingWei),
    stakedWei: String(stakedWei),
    takenWei: String(takenWei),
    gainWei: String(valueWei + thawingWei + takenWei - stakedWei),
    poolShareBps: shareBpsDown(shares, moment.activeShares),
    commissionBps,
    apr: { bps: apr.bps, reason: apr.reason },
    updatedAt: row.updatedAt.toISOString(),
  }
  return { key: operator.address, valueWei, thawingWei, item }
}
