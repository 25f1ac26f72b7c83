import { ONE_N3 } from '@network3/core/units'
import { expect, test } from 'vitest'
import { formatAmountDown, formatExact, formatFigureDown } from './format-amount.ts'

test('amounts keep the digits of their column and never round up', () => {
  expect(formatAmountDown(1_842_319_999_999_999_999_999n)).toBe('1,842.31')
  expect(formatAmountDown(5n * ONE_N3)).toBe('5.00')
  expect(formatAmountDown(5n * ONE_N3, 0)).toBe('5')
  expect(formatAmountDown(0n)).toBe('0.00')
})

test('an amount too small for its column is not shown as nothing', () => {
  expect(formatAmountDown(1n)).toBe('<0.01')
  expect(formatAmountDown(-1n, 4)).toBe('−<0.0001')
})

test('a negative amount carries a minus sign', () => {
  expect(formatAmountDown(-1_500_000_000_000_000_000n)).toBe('−1.50')
})

test('figures are shortened from a million on', () => {
  expect(formatFigureDown(986_412n * ONE_N3)).toBe('986,412.00')
  expect(formatFigureDown(1_429_999n * ONE_N3)).toBe('1.42 M')
  expect(formatFigureDown(1_000_000_000n * ONE_N3)).toBe('1.00 B')
})

test('the exact text loses no digit', () => {
  expect(formatExact(1_842_310_000_000_000_000_001n)).toBe('1,842.310000000000000001 N3')
})
