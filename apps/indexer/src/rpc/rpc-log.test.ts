import { dataOf, topicsOf } from '@network3/core/packed-log'
import { describe, expect, it } from 'vitest'
import { readLogs } from './rpc-log.ts'

const log = {
  ...{ address: `0x${'Ab'.repeat(20)}`, topics: [`0x${'cd'.repeat(32)}`], data: '0xABCD', removed: false },
  ...{ blockNumber: '0x10', blockHash: `0x${'11'.repeat(32)}`, logIndex: '0x2', transactionIndex: '0x0' },
  ...{ transactionHash: `0x${'22'.repeat(32)}`, blockTimestamp: '0x64' },
}

describe('readLogs', () => {
  it('reads numbers and lowers hex', () => {
    const [read] = readLogs([log])
    expect(read).toMatchObject({
      address: `0x${'ab'.repeat(20)}`,
      blockNumber: 16n,
      logIndex: 2,
      blockTimestamp: 100,
    })
    expect(read && { topics: topicsOf(read.packed), data: dataOf(read.packed) }).toEqual({
      ...{ topics: log.topics, data: '0xabcd' },
    })
  })

  it('takes a log without its block’s time', () => {
    const { blockTimestamp: _, ...without } = log
    expect(readLogs([without])[0]?.blockTimestamp).toBeUndefined()
  })

  it.each([
    ['no list', null],
    ['a removed log', [{ ...log, removed: true }]],
    ['an address of another length', [{ ...log, address: '0x12' }]],
    ['half a byte', [{ ...log, data: '0xabc' }]],
    ['no hex', [{ ...log, data: '0xzz' }]],
    ['a pending log', [{ ...log, blockNumber: null }]],
    ['five topics', [{ ...log, topics: Array(5).fill(log.topics[0]) }]],
  ])('refuses %s', (_, value) => {
    expect(() => readLogs(value)).toThrow(expect.objectContaining({ code: 'RPC_ANSWER_INVALID' }))
  })
})
