import { claimSettlementOf, settlementOf } from '@network3/core/market/settlement'
import { type DueLease, findDueLeases } from '@network3/db/queries/lease/find-due-leases'
import { withSnapshot } from '@network3/db/queries/snapshot'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { z } from 'zod'
import { encodeAddress } from '../../encode/address.ts'
import { cursorAmount, cursorNumber, decodeCursor, encodeCursor } from '../../encode/cursor.ts'
import { pageFrom } from '../../encode/page.ts'
import { encodeReason } from '../../encode/reason.ts'
import { requireTip } from '../../require-tip.ts'
import { publicProcedure } from '../../trpc.ts'
import { stateOf } from './encode-lease.ts'
import { findDueInput, findDueOutput } from './find-due.schema.ts'

const cursorParts = z.tuple([cursorNumber, cursorAmount])

export const findDue = publicProcedure
  .meta({
    summary:
      'What anybody may settle now, longest due first: leases that are over, or claims of measured usage.',
    rest: { method: 'GET', path: '/settlements' },
  })
  .input(findDueInput)
  .output(findDueOutput)
  .query(async ({ ctx, input: { act, operator, limit, cursor } }) => {
    const list = `due-${act}`
    const [endedMs, id] = cursor === undefined ? [] : decodeCursor(list, cursorParts, cursor)
    const after = endedMs === undefined || id === undefined ? undefined : { endedAt: new Date(endedMs), id }
    const { leaseGraceSeconds: graceSeconds } = await ctx.parameters()
    const rows = await withSnapshot(ctx.pool, async (db) => {
      const now = requireTip(await getTip(db)).minedAt
      return findDueLeases(db, { act, operator, now, graceSeconds, limit: limit + 1, after })
    })
    return pageFrom(
      rows,
      limit,
      (due) => encodeDue(due, act),
      ({ endedAt, lease }) => encodeCursor(list, [endedAt.getTime(), String(lease.id)]),
    )
  })

function encodeDue(
  { lease: row, dueSince, isOfferFull, vouchedUnits }: DueLease,
  act: 'finalize' | 'settle-usage',
) {
  const facts = { ...stateOf(row), minUnits: row.minUnits }
  const isClosed = row.closed !== null
  const isOver = act === 'finalize'
  const { owedUnits, unusedUnits } = isOver
    ? settlementOf(facts)
    : claimSettlementOf(facts, { isClosed, heldUnits: row.heldUnits })
  const vouched = isClosed || vouchedUnits < row.redeemedUnits ? 0n : vouchedUnits - row.redeemedUnits
  return {
    leaseId: String(row.id),
    ...{ operator: encodeAddress(row.operator), renter: encodeAddress(row.renter) },
    reason: encodeReason(isOver ? 'LEASE_FINALIZABLE' : 'USAGE_SETTLEABLE'),
    dueSince: dueSince.toISOString(),
    toOperatorWei: String(owedUnits * row.pricePerUnitWei),
    toRenterWei: String(unusedUnits * row.pricePerUnitWei),
    slots: isOver ? row.slots : 0,
    isOfferFull,
    voucherWei: String(vouched * row.pricePerUnitWei),
  }
}
