import { expect, test } from 'vitest'
import { findTreeProblems } from './find-tree-problems.ts'
import { parseTree } from './parse-tree.ts'
import { readDeclared } from './read-declared.ts'

const source = `contract Shop {
  function buy(uint256 n) external {} // function ghost() external
  function price(uint256 n) external view returns (uint256) {}
  function _pay() private {}
}`
const tree = `buy
├── given the shop is closed
│   └── it should revert with Closed
└── when the buyer's price is met
    ├── it should take the buyer's money
    └── it hands over the goods

Shop
└── it should owe nothing
`
const tests = `contract ShopTest {
  function test_Buy_RevertWithClosed() public {}
  function testFuzz_Buy_TakeTheBuyersMoney(uint256 n) public {}
  function test_Buy_HandsOverTheGoods() public {}
  function test_Shop_OweNothing() public {}
  function _help() private {}
}`
const declared = readDeclared([{ name: 'Shop.sol', text: source }])
const problems = (treeText: string | undefined, solidity: string | undefined) =>
  findTreeProblems([{ name: 'Shop', tree: treeText, solidity }], declared)

test('a tree whose leaves are the tests has no problems', () => {
  expect(problems(tree, tests)).toEqual([])
})

test('a leaf without a test and a test without a leaf are both named', () => {
  const renamed = tests.replace('test_Buy_RevertWithClosed', 'test_Buy_RevertIfClosed')
  expect(problems(tree, renamed)).toEqual([
    'Shop.tree line 3: "it should revert with Closed" has no test_Buy_RevertWithClosed in Shop.t.sol',
    'Shop.t.sol: Buy_RevertIfClosed is no leaf of Shop.tree',
  ])
})

test('a test commented out is no test', () => {
  const commented = tests.replace('function test_Shop_OweNothing', '// function test_Shop_OweNothing')
  expect(problems(tree, commented)).toHaveLength(1)
})

test('a leaf is not told twice', () => {
  const doubled = tree.replace('it hands over the goods', 'it should revert with Closed')
  expect(problems(doubled, tests)).toContain(
    'Shop.tree line 6: "it should revert with Closed" repeats another leaf\'s name, Buy_RevertWithClosed',
  )
})

test('a missing file is named', () => {
  expect(problems(undefined, tests)).toContain('Shop.t.sol has no Shop.tree')
  expect(problems(tree, undefined)).toContain('Shop.tree has no Shop.t.sol')
})

test('a root must be declared in src, and a function that changes state must be a root', () => {
  const wrong = tree.replace(/^buy/, 'sell')
  const found = problems(wrong, tests.replaceAll('_Buy_', '_Sell_'))
  expect(found).toEqual([
    'Shop.tree line 1: src/ declares no sell',
    'Shop.buy changes state and is the root of no tree',
  ])
})

test('conditions and leaves begin with their words', () => {
  const { problems: found } = parseTree('buy\n├── closed\n│   └── reverts\n')
  expect(found).toEqual([
    'line 2: a condition begins with "when" or "given": closed',
    'line 3: a leaf begins with "it": reverts',
  ])
})
