import { expect, test } from 'vitest'
import { AFTER_BLOCK, encodeLiveId, parseLiveId } from './live-id.ts'

test('gives back the place, with eight digits of its fork', () => {
  const place = { blockNumber: 12n, logIndex: AFTER_BLOCK, blockHash: `0x${'ab'.repeat(32)}` as const }
  expect(parseLiveId(encodeLiveId(place))).toEqual({ ...place, blockHash: '0xabababab' })
})

test('anything else is no id', () => {
  for (const id of [
    '',
    '1',
    '1-2',
    '1-2-3',
    '-1-2-0xabababab',
    '1-2147483648-0xabababab',
    '1-2-0xabababab0',
    '9'.repeat(30),
  ]) {
    expect(parseLiveId(id)).toBeUndefined()
  }
})
