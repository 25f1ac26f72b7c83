import {
  finalizableAt,
  type Lease,
  leaseReasonOf,
  leaseStateOf,
  reasonOfOutcome,
  unitOfKind,
  usageReasonOf,
} from '@network3/core/lease-state'
import type { LeaseEventRow } from '@network3/db/queries/lease/find-lease-events'
import type { LeaseRow } from '@network3/db/queries/lease/lease-row'
import type { z } from 'zod'
import { encodeAddress } from '../../encode/address.ts'
import { encodeReason } from '../../encode/reason.ts'
import type { leaseEventOutput, leaseOutput } from './fields.ts'

const dateOf = (seconds: number) => new Date(seconds * 1000)
const instantOf = (seconds: number) => dateOf(seconds).toISOString()
const instantOrNull = (seconds: number | null) => (seconds === null ? null : instantOf(seconds))

/** A lease as answers carry it, in the state it has at the tip's time. */
export function encodeLease(row: LeaseRow, now: Date, graceSeconds: number): z.input<typeof leaseOutput> {
  const lease = stateOf(row)
  return {
    ...{ leaseId: String(row.id), offerId: row.offerId, kind: row.kind, unit: unitOfKind[row.kind] },
    ...{ specHash: row.specHash, isLocalEconomy: row.isLocalEconomy, slots: row.slots },
    operator: encodeAddress(row.operator),
    renter: encodeAddress(row.renter),
    voucherSigner: encodeAddress(row.voucherSigner),
    state: leaseStateOf(lease, now, graceSeconds),
    reason: encodeReason(leaseReasonOf(lease, now, graceSeconds)),
    units: String(row.units),
    minUnits: String(row.minUnits),
    redeemedUnits: String(row.redeemedUnits),
    pricePerUnitWei: String(row.pricePerUnitWei),
    paidWei: String(row.paidWei),
    feeWei: String(row.feeWei),
    refundedWei: String(row.refundedWei),
    escrowWei: String(row.escrowWei),
    openedAt: instantOf(row.openedAt),
    expiresAt: instantOf(row.expiresAt),
    thawEndsAt: instantOrNull(row.thawEndsAt),
    finalizableAt: finalizableAt(lease, graceSeconds)?.toISOString() ?? null,
    closedAt: instantOrNull(row.closed?.at ?? null),
    openedTx: row.openedTx,
    closedTx: row.closed?.tx ?? null,
    claim: encodeClaim(row, lease, now),
    settled: row.settled && {
      reason: encodeReason(reasonOfOutcome[row.settled.outcome]),
      units: String(row.settled.units),
      settledAt: instantOf(row.settled.at),
    },
  }
}

function encodeClaim({ heldUnits, pricePerUnitWei }: LeaseRow, { claim, lodgedUnits }: Lease, now: Date) {
  if (claim === null) return null
  return {
    status: claim.status,
    reason: encodeReason(usageReasonOf(claim, now)),
    claimedUnits: String(lodgedUnits),
    heldWei: String(heldUnits * pricePerUnitWei),
    contestEndsAt: claim.contestEndsAt.toISOString(),
    rulingEndsAt: claim.rulingEndsAt?.toISOString() ?? null,
  }
}

/** The part of a row that the state machine works on. */
export function stateOf(row: LeaseRow): Lease {
  const { claim, thawEndsAt } = row
  return {
    ...{ renter: row.renter, operator: row.operator, status: row.status, units: row.units },
    ...{ redeemedUnits: row.redeemedUnits, lodgedUnits: row.lodgedUnits },
    closeReason: row.closed?.reason ?? null,
    expiresAt: dateOf(row.expiresAt),
    thawEndsAt: thawEndsAt === null ? null : dateOf(thawEndsAt),
    claim: claim && {
      status: claim.status,
      contestEndsAt: dateOf(claim.contestEndsAt),
      rulingEndsAt: claim.rulingEndsAt === null ? null : dateOf(claim.rulingEndsAt),
    },
  }
}

export function encodeLeaseEvent(event: LeaseEventRow): z.input<typeof leaseEventOutput> {
  const { blockNumber, logIndex, type, txHash, units, amountWei } = event
  return {
    ...{ id: `${blockNumber}-${logIndex}`, type, txHash },
    reason: encodeReason(event.reason),
    minedAt: event.minedAt.toISOString(),
    units: units === null ? null : String(units),
    amountWei: amountWei === null ? null : String(amountWei),
  }
}
