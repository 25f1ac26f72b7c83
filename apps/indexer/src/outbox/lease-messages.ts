import { checksumAddress } from '@network3/core/address'
import type { Client } from '@network3/db/pool'
import type { LeaseEventType, LeaseStep } from '@network3/db/write/lease-events'
import type { LeaseRecord } from '@network3/db/write/lease-rows'
import {
  findSubscribedFrom,
  insertMessages,
  LATEST_MS,
  type OutboxMessage,
} from '@network3/db/write/outbox-messages'

const eventOf: Partial<Record<LeaseEventType, OutboxMessage['event']>> = {
  opened: 'lease.opened',
  closed: 'lease.closed',
  'usage-settled': 'lease.usage-settled',
  redeemed: 'voucher.redeemed',
}

/** Which of a batch's steps are told of, were there somebody to tell. Pure. */
export function toLeaseMessages(
  steps: readonly LeaseStep[],
  leases: ReadonlyMap<bigint, Pick<LeaseRecord, 'renter' | 'operator' | 'kind'>>,
  { since, now }: { since: bigint; now: number },
): OutboxMessage[] {
  return steps.flatMap((step) => {
    const event = eventOf[step.type]
    const lease = leases.get(step.leaseId)
    const occurredAt = new Date(step.minedAt * 1000)
    const isHistory = step.blockNumber <= since || occurredAt.getTime() < now - LATEST_MS
    if (event === undefined || lease === undefined || isHistory) return []
    const { blockNumber, logIndex, txHash } = step
    return {
      ...{ event, accounts: [lease.renter, lease.operator], occurredAt },
      place: { blockNumber, logIndex, txHash },
      data: {
        ...{ leaseId: String(step.leaseId), offerId: step.offerId, kind: lease.kind },
        ...{ renter: checksumAddress(lease.renter), operator: checksumAddress(lease.operator) },
        ...{ reason: step.reason, units: textOf(step.units), amountWei: textOf(step.amountWei) },
        ...{ blockNumber: Number(blockNumber), logIndex, txHash },
      },
    }
  })
}

/** Puts what a batch's steps say into the outbox, in its transaction. Where nobody is subscribed, one small question. */
export async function writeLeaseMessages(
  tx: Client,
  steps: readonly LeaseStep[],
  leases: ReadonlyMap<bigint, LeaseRecord>,
): Promise<void> {
  const since = await findSubscribedFrom(tx)
  if (since === undefined) return
  await insertMessages(tx, toLeaseMessages(steps, leases, { since, now: Date.now() }))
}

const textOf = (value: bigint | null) => (value === null ? null : String(value))
