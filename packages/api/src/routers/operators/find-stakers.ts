import { AppError } from '@network3/core/app-error'
import { assetsForSharesDown } from '@network3/core/staking-math'
import { getOperator } from '@network3/db/queries/operator/get-operator'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { findStakers as findStakerPage } from '@network3/db/queries/stake/find-stakers'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { z } from 'zod'
import { poolAt, shareBpsDown } from '../../domain/pool.ts'
import { encodeAddress } from '../../encode/address.ts'
import { cursorAddress, cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { findStakersInput, findStakersOutput } from './find-stakers.schema.ts'

const list = 'stakers'
const cursorParts = z.tuple([cursorAmount, cursorAddress])

export const findStakers = publicProcedure
  .meta({
    summary: 'Who stakes on an operator, largest first.',
    rest: { method: 'GET', path: '/operators/{operator}/stakers' },
  })
  .input(findStakersInput)
  .output(findStakersOutput)
  .query(({ ctx, input }) =>
    withSnapshot(ctx.pool, async (db) => {
      const { limit, cursor } = input
      const [shares, staker] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
      const after = shares === undefined || staker === undefined ? undefined : { shares, staker }
      const { minedAt } = requireTip(await getTip(db))
      const operator = await getOperator(db, input.operator)
      if (operator === undefined) throw new AppError('NOT_FOUND', 'This address is not an operator.')
      const moment = poolAt(operator.pool, minedAt)
      const stakers = await findStakerPage(db, { operator: input.operator, limit: limit + 1, after })
      return pageFrom(
        stakers,
        limit,
        (row) => ({
          staker: encodeAddress(row.staker),
          isOperator: row.staker === operator.address,
          shares: String(row.shares),
          valueWei: String(assetsForSharesDown(moment, row.shares)),
          poolShareBps: shareBpsDown(row.shares, moment.activeShares),
          updatedAt: row.updatedAt.toISOString(),
        }),
        (row) => encodeCursor(list, [String(row.shares), row.staker]),
      )
    }),
  )
