import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAnswer } from './parse-answer.ts'
import { readLogs } from './rpc-log.ts'
import { scanLogs } from './scan-logs.ts'

const hex = (minLength: number, maxLength = minLength) =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`)
const quantity = fc.nat({ max: 2 ** 31 }).map((value) => `0x${value.toString(16)}`)
const block = fc.record(
  { blockNumber: quantity, blockHash: hex(32), blockTimestamp: quantity },
  { requiredKeys: ['blockNumber', 'blockHash'] },
)
const log = fc.record(
  {
    ...{ address: hex(20), topics: fc.array(hex(32), { maxLength: 4 }), data: hex(0, 100) },
    ...{
      logIndex: quantity,
      transactionHash: hex(32),
      transactionIndex: quantity,
      removed: fc.constant(false),
    },
  },
  { requiredKeys: ['address', 'topics', 'data', 'logIndex', 'transactionHash', 'transactionIndex'] },
)
/** Several logs of each block, whose fields stand in any order. */
const logs = fc.array(fc.tuple(block, fc.array(log, { maxLength: 4 })), { maxLength: 4 }).chain((blocks) =>
  fc.tuple(
    ...blocks.flatMap(([of, inBlock]) =>
      inBlock.map((one) => {
        const fields = Object.entries({ ...one, ...of })
        return fc
          .shuffledSubarray(fields, { minLength: fields.length })
          .map((shuffled) => Object.fromEntries(shuffled))
      }),
    ),
  ),
)
const texts = (read: ReturnType<typeof readLogs>) =>
  read.map(({ packed, ...rest }) => ({
    ...rest,
    topics: packed.topicCount,
    bytes: packed.bytes.toString('hex', packed.at, packed.end),
  }))

describe('scanLogs', () => {
  it('reads what readLogs reads of the same list, however it is spaced and ordered', () => {
    fc.assert(
      fc.property(logs, fc.constantFrom(undefined, 1, '\t'), (list, indent) => {
        const answer = Buffer.from(`{"result":${JSON.stringify(list, null, indent)},"id":0}`)
        const scanned = scanLogs(answer, 10)
        expect(texts(scanned?.logs ?? [])).toEqual(texts(readLogs(list)))
        expect(answer.toString('latin1', scanned?.end)).toBe(',"id":0}')
      }),
      { numRuns: 1_000 },
    )
  })

  const usual = {
    ...{ address: `0x${'ab'.repeat(20)}`, topics: [`0x${'cd'.repeat(32)}`], data: '0xabcd', removed: false },
    ...{ blockNumber: '0x10', blockHash: `0x${'11'.repeat(32)}`, logIndex: '0x2', transactionIndex: '0x0' },
    ...{ transactionHash: `0x${'22'.repeat(32)}`, blockTimestamp: '0x64' },
  }
  const scan = (value: unknown) => scanLogs(Buffer.from(JSON.stringify(value)), 0)

  it.each([
    ['no list', {}],
    ['a list of something else', [{ hash: '0x' }]],
    ['upper case', [{ ...usual, data: '0xAB' }]],
    ['half a byte', [{ ...usual, data: '0xabc' }]],
    ['no hex', [{ ...usual, data: '0xzz' }]],
    ['a removed log', [{ ...usual, removed: true }]],
    ['an address of another length', [{ ...usual, address: '0x12' }]],
    ['a topic of another length', [{ ...usual, topics: ['0x12'] }]],
    ['five topics', [{ ...usual, topics: Array(5).fill(usual.topics[0]) }]],
    ['a pending log', [{ ...usual, blockNumber: null }]],
    ['a number with more digits than a number holds', [{ ...usual, blockNumber: `0x${'1'.repeat(20)}` }]],
    ['an empty number', [{ ...usual, logIndex: '0x' }]],
    ['an unknown field', [{ ...usual, more: '0x' }]],
    ['a missing field', [{ ...usual, logIndex: undefined }]],
  ])('leaves %s to the way that takes anything', (_, value) => {
    expect(scan(value)).toBeUndefined()
    expect(scan([usual])).toBeDefined()
  })

  it('leaves what is cut off, or said twice, to the way that takes anything', () => {
    const whole = JSON.stringify([usual])
    for (let end = 0; end < whole.length; end++)
      expect(scanLogs(Buffer.from(whole.slice(0, end)), 0)).toBeUndefined()
    expect(scanLogs(Buffer.from(whole.replace('{', '{"data":"0x",')), 0)).toBeUndefined()
  })
})

it('gives every result its place in an answer, whichever of them the logs are', () => {
  const answer = [
    { id: 2, result: { number: '0x1' } },
    { id: 0, result: [] },
    { id: 1, result: -1 },
  ]
  const read = parseAnswer(Buffer.from(JSON.stringify(answer))) as typeof answer
  expect(read).toEqual(answer)
  expect(readLogs(read[1]?.result)).toEqual([])
  expect(() => parseAnswer(Buffer.from('{"result":[]'))).toThrow(SyntaxError)
})
