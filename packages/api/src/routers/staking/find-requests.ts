import { unstakeReasonOf, unstakeStateOf } from '@network3/core/unstake-state'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { findRequests as findUnstakeRequests } from '@network3/db/queries/stake/find-requests'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { z } from 'zod'
import { thawingValueDown } from '../../domain/pool.ts'
import { encodeAddress } from '../../encode/address.ts'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { encodeReason } from '../../encode/reason.ts'
import { encodeTip, requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { findRequestsInput, findRequestsOutput } from './find-requests.schema.ts'

const cursorParts = z.tuple([cursorAmount])

export const findRequests = publicProcedure
  .meta({
    summary: 'The unstake requests of an address with state, unlock time and present value.',
    rest: { method: 'GET', path: '/accounts/{address}/unstake-requests' },
  })
  .input(findRequestsInput)
  .output(findRequestsOutput)
  .query(async ({ ctx, input }) => {
    const { address, filter, limit, cursor } = input
    const list = `requests-${filter}`
    const [before] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const { tip, rows } = await withSnapshot(ctx.pool, async (db) => ({
      tip: requireTip(await getTip(db)),
      rows: await findUnstakeRequests(db, { staker: address, filter, limit: limit + 1, before }),
    }))
    const page = pageFrom(
      rows,
      limit,
      (row) => {
        const thawing = { thawingAssets: row.poolThawingAssets, thawingShares: row.poolThawingShares }
        const isOpen = row.status === 'thawing'
        return {
          requestId: String(row.id),
          operator: encodeAddress(row.operator),
          isLocalEconomy: row.isLocalEconomy,
          state: unstakeStateOf(row, tip.minedAt),
          reason: encodeReason(unstakeReasonOf(row, tip.minedAt)),
          thawingShares: String(row.thawingShares),
          requestedWei: String(row.requestedWei),
          valueWei: isOpen ? String(thawingValueDown(thawing, row.thawingShares)) : null,
          settledWei: row.settledWei === null ? null : String(row.settledWei),
          requestedAt: row.requestedAt.toISOString(),
          unlocksAt: row.unlocksAt.toISOString(),
          settledAt: row.settledAt?.toISOString() ?? null,
        }
      },
      (row) => encodeCursor(list, [String(row.id)]),
    )
    return { ...page, asOf: encodeTip(tip) }
  })
