import { expect, test } from 'vitest'
import { showTally, tallyTests } from './tally-tests.ts'

const output = `Ran 2 tests for test/unit/Shop.t.sol:ShopTest
[PASS] testFuzz_Buy_Pay(uint256) (runs: 5000, μ: 1, ~: 1)
[FAIL: no; counterexample: calldata=0x args=[1]] testFuzz_Buy_Take(uint256) (runs: 3, μ: 1, ~: 1)
Suite result: FAILED. 1 passed; 1 failed; 0 skipped; finished in 1.00s (1.00s CPU time)

Ran 1 test for test/invariant/ShopInvariant.t.sol:ShopInvariantTest
[PASS] invariant_shopIsSolvent() (runs: 256, calls: 65536, reverts: 0)

Ran 1 test for test/unit/Till.t.sol:TillTest
[PASS] test_Till_Opens() (gas: 9)

Failing tests:
[FAIL: no; counterexample: calldata=0x args=[1]] testFuzz_Buy_Take(uint256) (runs: 3, μ: 1, ~: 1)
`

test('suites, tests, fuzz runs and calls are counted by folder', () => {
  expect([...tallyTests(output)]).toEqual([
    ['unit', { suites: 2, tests: 2, failed: 1, fuzzRuns: 5_000, calls: 0 }],
    ['invariant', { suites: 1, tests: 1, failed: 0, fuzzRuns: 0, calls: 65_536 }],
  ])
})

test('the last line counts everything', () => {
  expect(showTally(tallyTests(output)).split('\n').at(-1)).toBe(
    '3 tests passed, 1 failed, 0 skipped (4 total tests)',
  )
})
