import { expect, test } from 'vitest'
import { judgeDues, type SettleFacts } from './judge-dues.ts'
import type { Due } from './read-dues.ts'

const HOUR = 3_600_000
/** A settlement has 110,000 gas: at 1 gwei, with ETH at 1,000 N3, 0.11 N3; a voucher 0.09 N3. */
const COST = 110_000n * 10n ** 9n * 1_000n
const VOUCHER_COST = 90_000n * 10n ** 9n * 1_000n

const due = (leaseId: number, about: Partial<Due>): Due => ({
  ...{ leaseId: BigInt(leaseId), act: 'finalize', dueSince: 0, toOperatorWei: 0n, toRenterWei: 0n },
  ...{ isOfferFull: false, voucherWei: 0n, ...about },
})
const judge = (dues: Due[], facts: Partial<SettleFacts> = {}) => {
  const usual = { now: 0, feePerGasWei: 10n ** 9n, room: 10, roomForSlots: 5, wasTried: () => false }
  const { chosen, waiting } = judgeDues(dues, { ...usual, ...facts }, 1_000n)
  return { ids: chosen.map(({ leaseId }) => Number(leaseId)), waiting }
}

test('what moves more than its gas is settled, the most money first', () => {
  const dues = [
    due(1, { toRenterWei: COST }),
    due(2, { toRenterWei: COST, toOperatorWei: 1n }),
    due(3, { toRenterWei: COST - 1n }),
    due(4, { act: 'settle-usage', toOperatorWei: 2n * COST }),
  ]
  const { ids, waiting } = judge(dues)
  expect(ids).toEqual([4, 2, 1])
  expect(waiting).toMatchObject({ SETTLE_NOT_WORTH_GAS: 1, SETTLE_DAY_LIMIT: 0 })
})

test('a lease that holds a slot of a full offer is settled for the slot alone, within a share of the day', () => {
  const dues = [1, 2, 3].map((id) => due(id, { isOfferFull: true }))
  const claim = due(4, { act: 'settle-usage', isOfferFull: true })
  const { ids, waiting } = judge([...dues, claim, due(5, { toRenterWei: COST })], { roomForSlots: 2 })
  expect(ids).toEqual([5, 1, 2])
  expect(waiting).toMatchObject({ SETTLE_DAY_LIMIT: 1, SETTLE_NOT_WORTH_GAS: 1 })
})

test('no operator loses a voucher that can be redeemed: it goes first, for a day, or for an hour when it is dust', () => {
  const dues = [
    due(1, { toRenterWei: COST, voucherWei: VOUCHER_COST }),
    due(2, { toRenterWei: COST, voucherWei: VOUCHER_COST - 1n }),
    due(3, { act: 'settle-usage', toOperatorWei: COST, voucherWei: VOUCHER_COST }),
  ]
  expect(judge(dues, { now: HOUR - 1 })).toMatchObject({ ids: [3], waiting: { SETTLE_VOUCHER_FIRST: 2 } })
  expect(judge(dues, { now: HOUR }).ids).toEqual([2, 3])
  expect(judge(dues, { now: 24 * HOUR }).ids).toEqual([1, 2, 3])
})

test('nothing is sent beyond the day’s limit, nor what was tried', () => {
  const dues = [1, 2, 3].map((id) => due(id, { toRenterWei: BigInt(9 - id) * COST }))
  const { ids, waiting } = judge(dues, { room: 1, wasTried: ({ leaseId }) => leaseId === 1n })
  expect(ids).toEqual([2])
  expect(waiting).toMatchObject({ SETTLE_TRIED: 1, SETTLE_DAY_LIMIT: 1 })
  expect(judge(dues, { room: -1 }).ids).toEqual([])
})
