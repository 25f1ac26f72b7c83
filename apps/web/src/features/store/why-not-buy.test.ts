import { expect, test } from 'vitest'
import type { Batch } from './store-words.ts'
import { whyNotBuy } from './why-not-buy.ts'

const ONE = 10n ** 18n
const now = new Date('2026-11-22T12:00:00.000Z')
const batch = {
  batchId: 1,
  status: 'open',
  unitPriceWei: String(100n * ONE),
  supply: 10,
  sold: 6,
  available: 4,
  capPerWallet: 5,
  opensAt: '2026-11-22T00:00:00.000Z',
  closesAt: '2026-11-23T00:00:00.000Z',
  wallet: { bought: 2, remaining: 3 },
} as Batch
const wish = {
  quantity: 1,
  agreedUnitPriceWei: 100n * ONE,
  balances: { ethWei: ONE, n3Wei: 1_000n * ONE },
  now,
}

test('an order within price, stock, cap and balance can be sent', () => {
  expect(whyNotBuy(batch, wish)).toBeUndefined()
})

test('an order over the cap says how many more this wallet may buy', () => {
  const why = whyNotBuy(batch, { ...wish, quantity: 4 })
  expect(why?.code).toBe('BATCH_CAP_EXCEEDED')
  expect(why?.sentence).toContain('this one has 2, so 3 more')
})

test('an order beyond the stock says what is left', () => {
  const why = whyNotBuy({ ...batch, sold: 9, available: 1 }, { ...wish, quantity: 2 })
  expect(why?.sentence).toBe('Only 1 device is left in this batch.')
})

test('a sold-out batch is told as sold out, not as a wrong quantity', () => {
  expect(whyNotBuy({ ...batch, sold: 10, available: 0, status: 'sold-out' }, wish)?.code).toBe(
    'BATCH_SOLD_OUT',
  )
})

test('nobody buys at a price that was not agreed to', () => {
  expect(whyNotBuy({ ...batch, unitPriceWei: String(101n * ONE) }, wish)?.code).toBe('PRICE_CHANGED')
})

test('too little N3 or no ETH is told before any prompt, with where to get some', () => {
  const poor = whyNotBuy(batch, { ...wish, balances: { ethWei: ONE, n3Wei: 7n * ONE } })
  expect(poor).toMatchObject({ code: 'BATCH_ABOVE_BALANCE', needsFunds: true })
  expect(poor?.sentence).toContain('holds 7 N3')
  const noGas = whyNotBuy(batch, { ...wish, balances: { ethWei: 0n, n3Wei: 1_000n * ONE } })
  expect(noGas).toMatchObject({ code: 'GAS_ABOVE_BALANCE', needsFunds: true })
})

test('a quantity that is no whole number is asked for again', () => {
  expect(whyNotBuy(batch, { ...wish, quantity: undefined })?.code).toBe('BATCH_QUANTITY_ZERO')
})
