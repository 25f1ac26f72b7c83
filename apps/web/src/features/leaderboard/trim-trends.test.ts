import { expect, test } from 'vitest'
import { trimTrends } from './trim-trends.ts'

test('time before anybody earned is cut off for all alike', () => {
  expect(
    trimTrends([
      ['0', '0', '5', '6'],
      ['0', '0', '0', '7'],
    ]),
  ).toEqual([
    [5n, 6n],
    [0n, 7n],
  ])
})

test('one who has earned nothing keeps a flat line beside those who have', () => {
  expect(
    trimTrends([
      ['0', '0'],
      ['0', '3'],
    ]),
  ).toEqual([[0n], [3n]])
})

test('where nobody has earned anything, nothing is cut', () => {
  expect(trimTrends([['0', '0']])).toEqual([[0n, 0n]])
})
