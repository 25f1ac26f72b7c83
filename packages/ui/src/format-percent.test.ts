import { expect, test } from 'vitest'
import { formatPercentDown } from './format-percent.ts'

test('percentages keep one digit and never round up', () => {
  expect(formatPercentDown(1429)).toBe('14.2 %')
  expect(formatPercentDown(500)).toBe('5.0 %')
  expect(formatPercentDown(99_999)).toBe('999.9 %')
})

test('beyond a thousand percent the digit says nothing and is left out', () => {
  expect(formatPercentDown(12_345_678)).toBe('123,456 %')
})
