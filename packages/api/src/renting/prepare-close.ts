import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { AppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import { leaseCan } from '@network3/core/lease-can'
import { reasonOf } from '@network3/core/reasons'
import { formatWei } from '@network3/core/units'
import { getLease } from '@network3/db/queries/lease/get-lease'
import type { LeaseRow } from '@network3/db/queries/lease/lease-row'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { encodeFunctionData } from 'viem'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import { encodeAddress } from '../encode/address.ts'
import { requireTip } from '../require-tip.ts'
import type { preparedOutput } from '../routers/leases/call-fields.ts'
import { stateOf } from '../routers/leases/encode-lease.ts'
import { tryCall } from './try-call.ts'

/**
 * Ends a lease by the way open to `by`: finalize where that is open to anybody, else close. Throws NOT_FOUND,
 * LEASE_NOT_PARTY, LEASE_THAWING, LEASE_CLOSED_….
 */
export async function prepareClose(
  ctx: Context,
  { leaseId, by }: { leaseId: bigint; by: Address },
): Promise<z.input<typeof preparedOutput>> {
  const row = await getLease(ctx.pool, leaseId)
  if (row === undefined) throw new AppError('NOT_FOUND', `There is no lease ${leaseId}.`)
  const { leaseGraceSeconds } = await ctx.parameters()
  const { minedAt } = requireTip(await getTip(ctx.pool))
  const lease = stateOf(row)
  const isOver = leaseCan.finalize(lease, minedAt, leaseGraceSeconds) === true
  const isOperator = by.toLowerCase() === row.operator.toLowerCase()
  if (!isOver || isOperator) {
    const answer = leaseCan.close(lease, by)
    if (answer !== true) throw new AppError(answer, reasonOf(answer).sentence, { details: aboutOf(row) })
  }
  const functionName = isOver && !isOperator ? ('finalize' as const) : ('close' as const)
  const { chainId, contracts } = ctx.deployment
  const to = contracts.leaseMarket
  const data = encodeFunctionData({ abi: leaseMarketAbi, functionName, args: [leaseId] })
  await tryCall(ctx, { from: by, to, data })
  const says = saysOf(row, functionName, isOperator)
  const call = { to: encodeAddress(to), data, valueWei: '0', does: functionName }
  return { chainId, calls: [{ ...call, says: says[0] }], says }
}

function aboutOf({ id, thawEndsAt }: LeaseRow) {
  const ends = thawEndsAt === null ? null : new Date(thawEndsAt * 1000).toISOString()
  return { leaseId: String(id), thawEndsAt: ends }
}

function saysOf(row: LeaseRow, does: 'close' | 'finalize', isOperator: boolean): [string, ...string[]] {
  const { id, units, redeemedUnits, minUnits, pricePerUnitWei } = row
  const inEscrow = units - redeemedUnits
  const owed = minUnits > redeemedUnits ? minUnits - redeemedUnits : 0n
  const n3 = (amount: bigint) => `${formatWei(amount * pricePerUnitWei, { group: true })} N3`
  if (isOperator) return [`Lease ${id} is closed at once, and ${n3(inEscrow)} go back to its renter.`]
  const least =
    owed === 0n ? [] : [`${n3(owed)} are due to the operator for the minimum of ${minUnits} units.`]
  if (does === 'finalize')
    return [`Lease ${id} is settled, and ${n3(inEscrow - owed)} go back to its renter.`, ...least]
  return [
    `Lease ${id} begins to thaw: no new work, and vouchers can still be redeemed.`,
    `When the thaw is over, anybody may finalize it, and at most ${n3(inEscrow - owed)} come back.`,
    ...least,
  ]
}
