import { expect, test } from 'vitest'
import { compareGas, findUnmeasured } from './compare-gas.ts'

const committed = { Shop: { 'buy(uint256)': 100_000, 'close()': 50_000 } }

test('a change of 2 % passes and one beyond it does not', () => {
  expect(compareGas(committed, { Shop: { 'buy(uint256)': 102_000, 'close()': 49_000 } })).toEqual([])
  expect(compareGas(committed, { Shop: { 'buy(uint256)': 102_001, 'close()': 48_999 } })).toEqual([
    'Shop.buy(uint256): 102001 gas, 100000 in the snapshot (+2.0 %)',
    'Shop.close(): 48999 gas, 50000 in the snapshot (-2.0 %)',
  ])
})

test('what came and what went is named', () => {
  expect(compareGas(committed, { Shop: { 'buy(uint256)': 100_000, 'open()': 1 } })).toEqual([
    'Shop.open(): 1 gas, not in the snapshot',
    'Shop.close(): in the snapshot, but not measured',
  ])
})

test('every function is measured, in one scenario or several', () => {
  const signatures = { Shop: ['buy(uint256)', 'close()'] }
  expect(findUnmeasured(signatures, { Shop: { 'buy(uint256) again': 1, 'close()': 1 } })).toEqual([])
  expect(
    findUnmeasured(signatures, { Shop: { 'buy(uint256)': 1, 'ghost()': 1 }, Bank: { 'a()': 1 } }),
  ).toEqual([
    'Shop.close(): no test in test/gas measures it',
    'Shop.ghost(): measured, but no function of it',
    'Bank: measured, but not deployed',
  ])
})
