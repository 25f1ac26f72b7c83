import type { Hex } from '@network3/core/hex'
import { addDirectoryRoots, addRevocations } from '@network3/db/write/key-directory'
import { replaceGenerations } from '@network3/db/write/key-generations'
import { insertLeaseEvents, type LeaseStep } from '@network3/db/write/lease-events'
import { type LeaseRecord, setLeases } from '@network3/db/write/lease-rows'
import { rewriteOffers } from '@network3/db/write/offer-states'
import type { Writer } from '@network3/db/write/open-writer'
import { delegatorAddress, N3, operatorAddress, TIP_AT, txHash } from './test-actors.ts'

export const LEASES = 8
const hash = (byte: string): Hex => `0x${byte.repeat(32)}`
export const offerId = hash('0f')

/**
 * Leases as the indexer would leave them, each of 100 units at 1 N3. 1 runs, 2 is overdue, 3 can be finalized, 4
 * thaws, 5 was closed with 30 units held back for a contested claim, 6 was closed by its operator, 7 ran out of units,
 * 8 runs with a lodged claim that nobody contested in time. Operator 3 is local; delegator 0 rents, 1 rents lease 6.
 */
export async function seedLeases(writer: Writer): Promise<void> {
  const leases = [
    leaseOf(1, { redeemedUnits: 10n }),
    leaseOf(2, { expiresAt: TIP_AT - 10 }),
    leaseOf(3, { expiresAt: TIP_AT - 60 }),
    leaseOf(4, { status: 'closing', thawEndsAt: TIP_AT + 5 }),
    {
      ...leaseOf(5, { status: 'closed', redeemedUnits: 10n, heldUnits: 30n, lodgedUnits: 40n }),
      claim: { status: 'contested' as const, contestEndsAt: TIP_AT - 9, rulingEndsAt: TIP_AT + 9 },
      closed: { at: TIP_AT - 20, tx: txHash(20), reason: 'renter-closed' as const },
    },
    {
      ...leaseOf(6, { status: 'closed', renter: delegatorAddress(1), operator: operatorAddress(4) }),
      closed: { at: TIP_AT - 20, tx: txHash(20), reason: 'operator-closed' as const },
    },
    {
      ...leaseOf(7, { status: 'closed', redeemedUnits: 100n }),
      closed: { at: TIP_AT - 20, tx: txHash(20), reason: 'exhausted' as const },
      settled: { outcome: 'overtaken' as const, units: 50n, at: TIP_AT - 20 },
    },
    {
      ...leaseOf(8, { lodgedUnits: 50n }),
      claim: { status: 'lodged' as const, contestEndsAt: TIP_AT, rulingEndsAt: null },
    },
  ].map(withMoney)
  await writer.transaction(async (tx) => {
    await setLeases(tx, leases)
    await insertLeaseEvents(tx, [
      ...leases.map((lease) => stepOf(lease, Number(lease.id), 'opened', 'LEASE_OPEN')),
      ...Array.from({ length: 120 }, (_, index) => redeemedOf(leases[0], 11 + index)),
    ])
    await rewriteOffers(tx, [offerId])
    await seedKeys(tx)
  })
}

function leaseOf(id: number, state: Partial<LeaseRecord>): LeaseRecord {
  return {
    ...{ id: BigInt(id), offerId, operator: operatorAddress(3), renter: delegatorAddress(0) },
    ...{ voucherSigner: delegatorAddress(9), kind: 'compute', specHash: hash('5e'), slots: 2, units: 100n },
    ...{ minUnits: 20n, pricePerUnitWei: N3, openedAt: TIP_AT - 500, openedTx: txHash(id) },
    ...{ expiresAt: TIP_AT + 100, status: 'open', thawEndsAt: null, closed: null, redeemedUnits: 0n },
    ...{ paidWei: 0n, feeWei: 0n, refundedWei: 0n, escrowWei: 0n, heldUnits: 0n, claim: null },
    ...{ lodgedUnits: 0n, settled: null, ...state },
  }
}

/** A hundredth of what is redeemed is burned; what is neither redeemed nor held goes back when it closes. */
function withMoney(lease: LeaseRecord): LeaseRecord {
  const redeemedWei = lease.redeemedUnits * N3
  const restWei = (lease.units - lease.redeemedUnits - lease.heldUnits) * N3
  const isClosed = lease.status === 'closed'
  return {
    ...lease,
    ...{ feeWei: redeemedWei / 100n, paidWei: redeemedWei - redeemedWei / 100n },
    refundedWei: isClosed ? restWei : 0n,
    escrowWei: lease.heldUnits * N3 + (isClosed ? 0n : restWei),
  }
}

function stepOf(
  lease: LeaseRecord,
  block: number,
  type: LeaseStep['type'],
  reason: LeaseStep['reason'],
): LeaseStep {
  return {
    ...{ blockNumber: BigInt(block), logIndex: 40, leaseId: lease.id, offerId: lease.offerId },
    ...{ minedAt: TIP_AT - 200 + block, txHash: txHash(block), type, reason },
    ...{ units: lease.units, amountWei: lease.units * N3 },
    ...{ slotsTaken: 2 * block, consumedUnits: BigInt(100 * block) },
  }
}

function redeemedOf(lease: LeaseRecord | undefined, block: number): LeaseStep {
  if (lease === undefined) throw new Error('There is no first lease.')
  const step = stepOf(lease, block, 'redeemed', 'LEASE_PAID')
  return { ...step, units: 1n, amountWei: N3, slotsTaken: null, consumedUnits: null }
}

/** Generation 1 was stopped on a fraud proof, 2 is active with three roots, a revoked name and a revoked key. */
async function seedKeys(tx: Parameters<typeof replaceGenerations>[0]): Promise<void> {
  const generation = {
    ...{ threshold: 3, members: ['01', '02', '03', '04'].map(hash), announcedAt: TIP_AT - 90 },
    announcedTx: txHash(3),
  }
  await replaceGenerations(tx, [
    {
      ...{ ...generation, number: 1, masterPublicKey: hash('a1'), status: 'stopped', endedAt: TIP_AT - 50 },
      ...{ stopReason: 'fraud-proven', proofHash: hash('ff') },
    },
    {
      ...{ ...generation, number: 2, masterPublicKey: hash('a2'), status: 'active', endedAt: null },
      ...{ stopReason: null, proofHash: null },
    },
  ])
  const revoked = { generation: 2, revokedBy: delegatorAddress(0), revokedAt: TIP_AT - 40, txHash: txHash(4) }
  await addRevocations(tx, [
    {
      ...revoked,
      nameHash: hash('0a'),
      userPoint: hash('00'),
      epoch: 20_500n,
      blockNumber: 60n,
      logIndex: 1,
    },
    {
      ...revoked,
      nameHash: hash('0b'),
      userPoint: hash('bb'),
      epoch: 20_501n,
      blockNumber: 60n,
      logIndex: 2,
    },
  ])
  await addDirectoryRoots(
    tx,
    [20_500n, 20_501n, 20_502n].map((epoch, index) => ({
      ...{ generation: 2, epoch, root: hash(`d${index}`), bundles: BigInt(10 * index) },
      ...{ postedAt: TIP_AT - 30 + index, txHash: txHash(5 + index) },
    })),
  )
}
