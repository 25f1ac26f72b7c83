import { expect, test } from 'vitest'
import { describeAllowance } from './describe-allowance.ts'

test('says what is left to a wallet, and what it has', () => {
  expect(describeAllowance({ bought: 0, remaining: 3 })).toBe('you may buy 3')
  expect(describeAllowance({ bought: 1, remaining: 2 })).toBe('you have 1, and may buy 2 more')
  expect(describeAllowance({ bought: 3, remaining: 0 })).toBe('you have 3, and may buy no more')
  expect(describeAllowance({ bought: 0, remaining: 0 })).toBe('none is left for you')
})
