import { expect, test } from 'vitest'
import { chooseVouchers } from './choose-vouchers.ts'
import type { Voucher } from './read-vouchers.ts'

const HOUR = 3_600_000
const terms = { n3PerEth: 1_000n, worth: 10n, batch: 2 }
/** 90,000 gas at 1 gwei, with ETH at 1,000 N3: 0.09 N3. */
const facts = { now: 0, feePerGasWei: 10n ** 9n, room: 10 }
const cost = 90_000n * 10n ** 9n * 1_000n

const voucher = (leaseId: number, amountWei: bigint, redeemBefore = 10 * HOUR): Voucher => ({
  ...{ leaseId: BigInt(leaseId), operator: `0x${'11'.repeat(20)}`, cumulativeUnits: 1n, amountWei },
  ...{ signature: '0x01', redeemBefore },
})
const idsOf = (batches: Voucher[][]) => batches.map((batch) => batch.map(({ leaseId }) => Number(leaseId)))

test('a voucher waits until it is worth ten times its gas, or its lease is about to end', () => {
  const vouchers = [
    voucher(1, 10n * cost - 1n),
    voucher(2, 10n * cost),
    voucher(3, cost, HOUR / 6),
    voucher(4, cost - 1n, HOUR / 6),
    voucher(5, 0n, HOUR / 6),
  ]
  expect(idsOf(chooseVouchers(vouchers, facts, terms))).toEqual([[3, 2]])
})

test('the most pressing come first, in batches, up to what is left of the day', () => {
  const vouchers = [1, 2, 3, 4].map((id) => voucher(id, 100n * cost, (9 - id) * HOUR))
  expect(idsOf(chooseVouchers(vouchers, facts, terms))).toEqual([
    [4, 3],
    [2, 1],
  ])
  expect(idsOf(chooseVouchers(vouchers, { ...facts, room: 3 }, terms))).toEqual([[4, 3], [2]])
  expect(chooseVouchers(vouchers, { ...facts, room: -1 }, terms)).toEqual([])
})
