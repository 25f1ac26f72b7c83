import { expect, test } from 'vitest'
import { listDependents } from './list-dependents.ts'
import { listMutants } from './list-mutants.ts'
import { applyMutant } from './mutant.ts'
import { sampleItems } from './sample-mutants.ts'

const source = `contract Shop {
    uint256 public constant LIMIT = 5; // a >= b
    function buy(uint256 n) external nonReentrant returns (uint256 left) {
        require(n != 0 && n <= LIMIT, TooMany("n >= 1", n));
        uint256 before = stock[n];
        stock[n] = before - n;
        if (before > 9) {
            emit Bought(n);
        }
        isOpen = true;
        return left;
    }
}`
const changed = (operator: string) =>
  listMutants('src/Shop.sol', source)
    .filter((mutant) => mutant.operator === operator)
    .map((mutant) => {
      const lines = applyMutant(source, mutant).split('\n')
      return lines.find((line, index) => line !== source.split('\n')[index])?.trim()
    })

test('each operator makes the changes it names, in bodies and heads only', () => {
  const require = 'TooMany("n >= 1", n));'
  expect(changed('relational')).toEqual([
    `require(n == 0 && n <= LIMIT, ${require}`,
    `require(n != 0 && n < LIMIT, ${require}`,
    'if (before >= 9) {',
  ])
  expect(changed('logical')).toEqual([`require(n != 0 || n <= LIMIT, ${require}`])
  expect(changed('require deletion')).toEqual([''])
  expect(changed('require negation')).toEqual([`require(!(n != 0 && n <= LIMIT), ${require}`])
  expect(changed('arithmetic')).toEqual(['stock[n] = before + n;'])
  expect(changed('plus one')).toEqual([`require(n != 1 && n <= LIMIT, ${require}`, 'if (before > 10) {'])
  expect(changed('if negation')).toEqual(['if (!(before > 9)) {'])
  expect(changed('statement deletion')).toEqual(['', ''])
  expect(changed('emit deletion')).toEqual([''])
  expect(changed('boolean')).toEqual(['isOpen = false;'])
  expect(changed('return value')).toEqual(['return (left) + 1;'])
  expect(changed('modifier deletion')).toEqual(['function buy(uint256 n) external  returns (uint256 left) {'])
})

test('a sample is settled by its seed and repeats nothing', () => {
  const items = Array.from({ length: 100 }, (_, index) => index)
  expect(sampleItems(items, 10, 7)).toEqual(sampleItems(items, 10, 7))
  expect(sampleItems(items, 10, 7)).not.toEqual(sampleItems(items, 10, 8))
  expect(new Set(sampleItems(items, 1_000, 7)).size).toBe(100)
})

test('a library is judged by the tests of what is built from it', () => {
  const sources = new Map([
    ['src/libraries/Pool.sol', 'import {IStaking} from "../interfaces/IStaking.sol";'],
    ['src/StakingState.sol', 'import {Pool} from "./libraries/Pool.sol";'],
    [
      'src/Staking.sol',
      'import {A} from "@openzeppelin/contracts/A.sol";\nimport {StakingState} from "./StakingState.sol";',
    ],
    ['src/Rewards.sol', 'import {IStaking} from "./interfaces/IStaking.sol";'],
  ])
  expect(listDependents('src/libraries/Pool.sol', sources)).toEqual(['Pool', 'StakingState', 'Staking'])
  expect(listDependents('src/Rewards.sol', sources)).toEqual(['Rewards'])
})
