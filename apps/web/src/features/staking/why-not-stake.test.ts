import { expect, test } from 'vitest'
import { whyNotStake } from './why-not-stake.ts'

const ONE = 10n ** 18n
const wish = {
  operator: '0x00000000000000000000000000000000000000aa',
  amount: { wei: 5n * ONE, problem: undefined },
  balances: { ethWei: ONE, n3Wei: 10n * ONE },
  refusal: undefined,
} as const

test('a stake within the balance may be sent', () => {
  expect(whyNotStake(wish)).toBeUndefined()
})

test('the operator is asked for before the amount', () => {
  expect(
    whyNotStake({ ...wish, operator: undefined, amount: { wei: undefined, problem: undefined } })?.code,
  ).toBe('OPERATOR_MISSING')
})

test('an amount above the balance is refused, and says what there is', () => {
  const reason = whyNotStake({ ...wish, amount: { wei: 11n * ONE, problem: undefined } })
  expect(reason?.code).toBe('STAKE_ABOVE_BALANCE')
  expect(reason?.sentence).toContain('holds 10 N3')
  expect(reason?.needsFunds).toBe(true)
})

test('a wallet without ETH is told so before it pays for a failure', () => {
  expect(whyNotStake({ ...wish, balances: { ethWei: 0n, n3Wei: 10n * ONE } })?.code).toBe('GAS_ABOVE_BALANCE')
})

test('the refusal of the contract is passed on', () => {
  const refusal = { code: 'STAKE_BELOW_MINIMUM', sentence: 'The amount is below the minimum stake.' }
  expect(whyNotStake({ ...wish, refusal })).toEqual(refusal)
})

test('balances not read yet stop nothing: the simulation has the last word', () => {
  expect(whyNotStake({ ...wish, balances: undefined })).toBeUndefined()
})
