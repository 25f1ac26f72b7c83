import { findVouchers as findStoredVouchers } from '@network3/db/queries/voucher/find-vouchers'
import { z } from 'zod'
import { encodeAddress } from '../../encode/address.ts'
import { cursorAmount, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { publicProcedure } from '../../trpc.ts'
import { findVouchersInput, findVouchersOutput } from './find-vouchers.schema.ts'

const cursorParts = z.tuple([cursorAmount])

export const findVouchers = publicProcedure
  .meta({
    summary: 'Vouchers that would pay if they were redeemed now, newest leases first.',
    rest: { method: 'GET', path: '/vouchers' },
  })
  .input(findVouchersInput)
  .output(findVouchersOutput)
  .query(async ({ ctx, input: { operator, limit, cursor } }) => {
    const [before] = cursor === undefined ? [] : decodeCursor('vouchers', cursorParts, cursor)
    const { leaseGraceSeconds } = await ctx.parameters()
    const rows = await findStoredVouchers(ctx.pool, { operator, limit: limit + 1, before })
    return pageFrom(
      rows,
      limit,
      (row) => ({
        ...{ leaseId: String(row.leaseId), operator: encodeAddress(row.operator) },
        cumulativeUnits: String(row.cumulativeUnits),
        redeemedUnits: String(row.redeemedUnits),
        amountWei: String((row.cumulativeUnits - row.redeemedUnits) * row.pricePerUnitWei),
        ...{ signature: row.signature, signedAt: row.signedAt.toISOString() },
        redeemBefore: (row.thawEndsAt ?? after(row.expiresAt, leaseGraceSeconds)).toISOString(),
      }),
      (row) => encodeCursor('vouchers', [String(row.leaseId)]),
    )
  })

function after(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000)
}
