import type { Hex } from '@network3/core/hex'
import { describe, expect, it } from 'vitest'
import { encodeLog } from '../testing/encode-log.ts'
import { checkRangeLogs } from './check-logs.ts'

const hash = (digit: string): Hex => `0x${digit.repeat(64)}`
const log = (blockNumber: bigint, logIndex: number, blockHash = hash(String(blockNumber % 10n))) =>
  encodeLog(
    'n3-token',
    'Transfer',
    { from: `0x${'1'.repeat(40)}`, to: `0x${'2'.repeat(40)}`, value: 1n },
    { blockNumber, logIndex, blockHash, blockTimestamp: 1 },
  )
const last = { number: 15n, hash: hash('5') }

describe('checkRangeLogs', () => {
  it('takes logs in the order of the chain', () => {
    expect(() =>
      checkRangeLogs([log(11n, 0), log(11n, 4), log(12n, 0), log(15n, 2)], 11n, last),
    ).not.toThrow()
  })

  it.each([
    ['an index twice', [log(11n, 1), log(11n, 1)]],
    ['an index out of order', [log(11n, 2), log(11n, 1)]],
    ['blocks out of order', [log(12n, 0), log(11n, 0)]],
    ['two hashes for one block', [log(11n, 0), log(11n, 1, hash('e'))]],
    ['a block before the range', [log(10n, 0)]],
    ['a block after the range', [log(16n, 0)]],
    ['another hash for the last block', [log(15n, 0, hash('e'))]],
  ])('refuses %s, worth another try', (_, logs) => {
    const refusal = expect.objectContaining({ code: 'RPC_ANSWER_INVALID', retryable: true })
    expect(() => checkRangeLogs(logs, 11n, last)).toThrow(refusal)
  })
})
