import { expect, test } from 'vitest'
import { hashQueryKey } from './query-key.ts'

test('a key may hold amounts', () => {
  expect(hashQueryKey(['quote', { amountWei: 10n ** 24n }])).toBe(
    '["quote",{"amountWei":"1000000000000000000000000n"}]',
  )
})

test('an amount and the number of the same digits are different keys', () => {
  expect(hashQueryKey([1n])).not.toBe(hashQueryKey([1]))
})

test('the order of properties does not matter, that of elements does', () => {
  expect(hashQueryKey([{ a: 1, b: { d: 1, c: 2 } }])).toBe(hashQueryKey([{ b: { c: 2, d: 1 }, a: 1 }]))
  expect(hashQueryKey([1, 2])).not.toBe(hashQueryKey([2, 1]))
})
