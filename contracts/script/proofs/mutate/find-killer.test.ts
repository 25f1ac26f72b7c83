import { describe, expect, it } from 'vitest'
import { findKiller } from './try-mutant.ts'

describe('findKiller', () => {
  it('names the test that failed', () => {
    expect(findKiller('[PASS] test_A() (gas: 5)\n[FAIL: custom error 0x12: [9]] test_B() (gas: 7)')).toBe(
      'test_B',
    )
  })

  it('names an invariant, which stands below the calls that broke it', () => {
    const output = [
      'Ran 1 test for test/invariant/LeaseInvariant.t.sol:LeaseInvariantTest',
      '[FAIL: custom error 0xe802051b: ]',
      '\t[Sequence] (original: 88, shrunk: 6)',
      '\t\tsender=0x01 addr=[test/invariant/LeaseHandler.sol:LeaseHandler]0x02 calldata=open(uint256) args=[96]',
      ' invariant_escrowIsBacked() (runs: 10, calls: 1280, reverts: 1)',
    ]
    expect(findKiller(output.join('\n'))).toBe('invariant_escrowIsBacked')
  })

  it('names nothing when all passed', () => {
    expect(findKiller('[PASS] test_A() (gas: 5)\n1 tests passed, 0 failed')).toBeUndefined()
  })
})
