import type { Hex } from '@network3/core/hex'
import { expect, test } from 'vitest'
import { proveRange } from './prove-range.ts'
import type { RpcHeader } from './rpc-header.ts'

const hashOf = (number: number): Hex => `0x${number.toString(16).padStart(64, '0')}`
const headerAt = (number: number, parent = number - 1): RpcHeader => ({
  ...{ number: BigInt(number), hash: hashOf(number), parentHash: hashOf(parent), minedAt: number },
  // Anybody's log may be in it.
  ...{ logsBloom: `0x${'ff'.repeat(256)}`, receiptsRoot: hashOf(0) },
})

test('a header without a place in its range ends the proof before a receipt is asked for', async () => {
  const [first, stray, last] = [headerAt(1), headerAt(2, 9), headerAt(3)]
  let asked = 0
  const refuse = () => {
    asked += 1
    return Promise.reject(new Error('No receipts.'))
  }
  const proof = proveRange(
    { batch: refuse, fetchBatch: refuse },
    ['0x1111111111111111111111111111111111111111'],
    { logs: [], first, last },
    async () => [first, stray, last],
  )
  await expect(proof).rejects.toMatchObject({ code: 'RPC_ANSWER_INVALID', message: /block 2 has no place/ })
  expect(asked).toBe(0)
})
