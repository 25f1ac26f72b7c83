import { expect, test } from 'vitest'
import { linePoints, niceCeiling, shareOf } from './chart-scale.ts'

const whole = 10n ** 30n

test('shares of amounts beyond what a float can hold are right', () => {
  expect(shareOf(whole / 4n, whole)).toBe(0.25)
  expect(shareOf(2n * whole, whole)).toBe(1)
  expect(shareOf(1n, 0n)).toBe(0)
})

test('an axis ends at a round number at or above the greatest value', () => {
  expect(niceCeiling(0n)).toBe(1n)
  expect(niceCeiling(10n)).toBe(10n)
  expect(niceCeiling(110n)).toBe(120n)
  expect(niceCeiling(349n)).toBe(400n)
  expect(niceCeiling(510n)).toBe(600n)
  expect(niceCeiling(99n * whole)).toBe(100n * whole)
})

test('a line spans its box: the greatest value at the top, zero at the bottom', () => {
  expect(linePoints([0n, 5n, 10n], { width: 90, height: 20 })).toBe('0,20 45,10 90,0')
})

test('a single value is a flat line, and nothing earned is a line at the bottom', () => {
  expect(linePoints([3n], { width: 90, height: 20 })).toBe('0,0 90,0')
  expect(linePoints([0n, 0n], { width: 90, height: 20 })).toBe('0,20 90,20')
})
