import type { LeaseStep } from '@network3/db/write/lease-events'
import { LATEST_MS } from '@network3/db/write/outbox-messages'
import { expect, test } from 'vitest'
import { toLeaseMessages } from './lease-messages.ts'

const now = 1_800_000_000_000
const step: LeaseStep = {
  ...{ blockNumber: 100n, logIndex: 3, leaseId: 7n, offerId: `0x${'0f'.repeat(32)}`, minedAt: now / 1000 },
  ...{
    txHash: `0x${'77'.repeat(32)}`,
    type: 'redeemed',
    reason: 'LEASE_PAID',
    units: 5n,
    amountWei: 10n ** 20n,
  },
  ...{ slotsTaken: null, consumedUnits: null },
}
const lease = {
  renter: `0x${'ab'.repeat(20)}`,
  operator: `0x${'cd'.repeat(20)}`,
  kind: 'compute',
} as const
const messagesOf = (steps: LeaseStep[], since = 99n) =>
  toLeaseMessages(steps, new Map([[7n, lease]]), { since, now })

test('a step is told to both parties, with exact amounts and its place on the chain', () => {
  expect(messagesOf([step])).toEqual([
    {
      ...{ event: 'voucher.redeemed', accounts: [lease.renter, lease.operator], occurredAt: new Date(now) },
      place: { blockNumber: 100n, logIndex: 3, txHash: step.txHash },
      data: {
        ...{ leaseId: '7', offerId: step.offerId, kind: 'compute', reason: 'LEASE_PAID' },
        ...{
          renter: expect.stringMatching(/^0x[aAbB]{40}$/),
          operator: expect.stringMatching(/^0x[cCdD]{40}$/),
        },
        ...{ units: '5', amountWei: '100000000000000000000' },
        ...{ blockNumber: 100, logIndex: 3, txHash: step.txHash },
      },
    },
  ])
})

test('steps nobody can subscribe to leave nothing', () => {
  const types = [
    'opened',
    'redeemed',
    'closing',
    'closed',
    'usage-lodged',
    'usage-contested',
    'usage-settled',
  ] as const
  const told = messagesOf(types.map((type) => ({ ...step, type }))).map(({ event }) => event)
  expect(told).toEqual(['lease.opened', 'voucher.redeemed', 'lease.closed', 'lease.usage-settled'])
})

test('history leaves nothing: blocks up to the first subscription, and what is indexed two weeks late', () => {
  expect(messagesOf([step], 100n)).toEqual([])
  const late = (byMs: number) => messagesOf([{ ...step, minedAt: (now - LATEST_MS - byMs) / 1000 }])
  expect([late(1_000).length, late(-1_000).length]).toEqual([0, 1])
})
