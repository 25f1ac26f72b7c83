import { expect, test } from 'vitest'
import { chooseUnstakeSharesUp } from './unstake-shares.ts'

const ONE = 10n ** 18n

test('the whole position is all of its shares, so that no dust stays behind', () => {
  const position = { shares: 100n * 10n ** 24n + 7n, valueWei: 100n * ONE }
  expect(chooseUnstakeSharesUp(position, 100n * ONE, ONE)).toEqual({
    shares: position.shares,
    expectedWei: 100n * ONE,
    problem: undefined,
  })
})

test('more than the position is refused', () => {
  const choice = chooseUnstakeSharesUp({ shares: 10n, valueWei: 10n }, 11n, 0n)
  expect(choice.problem).toContain('more than your position')
})

test('leaving less than the minimum stake behind is refused', () => {
  const position = { shares: 2n * 10n ** 24n, valueWei: 2n * ONE }
  expect(chooseUnstakeSharesUp(position, ONE + 1n, ONE).problem).toContain('below the minimum')
  expect(chooseUnstakeSharesUp(position, ONE, ONE).problem).toBeUndefined()
})

test('the shares are worth what was asked for, and at most one share more', () => {
  const values = [1n, 3n, 999_999_999_999_999_999n, 12_345_678_901_234_567_890n, 10n ** 27n]
  const prices = [1n, 7n, 999_983n, 1_000_000n]
  for (const valueWei of values) {
    for (const perWei of prices) {
      const position = { shares: valueWei * perWei - (perWei - 1n), valueWei }
      for (const wei of [1n, valueWei / 3n + 1n, valueWei]) {
        const choice = chooseUnstakeSharesUp(position, wei, 0n)
        if (choice.shares === undefined) throw new Error(choice.problem)
        expect(choice.shares).toBeLessThanOrEqual(position.shares)
        expect(choice.expectedWei).toBeGreaterThanOrEqual(wei)
        expect(((choice.shares - 1n) * valueWei) / position.shares).toBeLessThan(wei)
      }
    }
  }
})
