import { expect, test } from 'vitest'
import { z } from 'zod'
import { cursorAddress, cursorAmount, cursorNumber, decodeCursor, encodeCursor } from './cursor.ts'

const parts = z.tuple([cursorAmount, cursorAddress, cursorNumber])
const address = `0x${'ab'.repeat(20)}` as const

test('gives back what it was made of, amounts exactly', () => {
  const amount = 2n ** 255n + 1n
  const cursor = encodeCursor('list', [String(amount), address, 7])
  expect(decodeCursor('list', parts, cursor)).toEqual([amount, address, 7])
})

test('is of one list only', () => {
  const cursor = encodeCursor('list', ['1', address, 7])
  expect(() => decodeCursor('other', parts, cursor)).toThrow('not of this list')
})

test('refuses what it did not make', () => {
  const forged = [
    '',
    'x',
    '%%%',
    encodeCursor('list', []),
    encodeCursor('list', ['1', address]),
    encodeCursor('list', ['-1', address, 7]),
    encodeCursor('list', ["1'--", address, 7]),
    encodeCursor('list', ['1', '0x12', 7]),
    Buffer.from('{"list":1}').toString('base64url'),
  ]
  for (const cursor of forged) expect(() => decodeCursor('list', parts, cursor)).toThrow('not of this list')
})
