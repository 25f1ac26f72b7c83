import { describe, expect, test } from 'vitest'
import {
  bytesKey,
  compareBytes,
  concatBytes,
  createByteReader,
  equalBytes,
  lengthPrefixed,
  uint8,
  uint16,
  uint32,
  uint64,
} from './bytes.ts'
import { reasonOf } from './clsc-error.ts'

const of = (...bytes: number[]) => Uint8Array.from(bytes)
const refusal = (call: () => unknown) => {
  try {
    call()
    return 'accepted'
  } catch (error) {
    return reasonOf(error)
  }
}

test('integers are big-endian, and read back as they were written', () => {
  expect(concatBytes(uint8(1), uint16(0x0203), uint32(0x04050607), uint64(2 ** 53 - 1))).toEqual(
    of(1, 2, 3, 4, 5, 6, 7, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
  )
  const all = concatBytes(of(9), uint8(1), uint16(0x0203), uint32(0x04050607), uint64(2 ** 53 - 1))
  const reader = createByteReader(all.subarray(1), 'malformed', 'test')
  expect([reader.uint8(), reader.uint16(), reader.uint32(), reader.uint64()]).toEqual([
    ...[1, 0x0203, 0x04050607, 2 ** 53 - 1],
  ])
  expect(reader.remaining()).toBe(0)
  reader.end()
})

describe('a reader', () => {
  test('refuses with its reason to go past the end, to leave something, and integers that are not exact', () => {
    const read = (bytes: Uint8Array) => createByteReader(bytes, 'bad-proof', 'test')
    expect(read(of(1, 2)).take(2)).toEqual(of(1, 2))
    expect(refusal(() => read(of(1, 2)).take(3))).toBe('bad-proof')
    expect(refusal(() => read(of(1)).uint16())).toBe('bad-proof')
    expect(refusal(() => read(of(1)).end())).toBe('bad-proof')
    expect(refusal(() => read(of(0, 0x20, 0, 0, 0, 0, 0, 0)).uint64())).toBe('bad-proof')
  })
})

test('bytes are equal when length and every byte are', () => {
  expect(equalBytes(of(), of())).toBe(true)
  expect(equalBytes(of(1, 2, 3), of(1, 2, 3))).toBe(true)
  for (const other of [of(0, 2, 3), of(1, 0, 3), of(1, 2, 0), of(1, 2), of(1, 2, 3, 0)])
    expect(equalBytes(of(1, 2, 3), other)).toBe(false)
  // Two differences do not cancel out.
  expect(equalBytes(of(1, 2), of(2, 1))).toBe(false)
})

test('bytes are sorted by the first that differs, and a beginning before the whole', () => {
  const sorted = [of(), of(0), of(0, 255), of(1), of(1, 0), of(2), of(200)]
  expect([...sorted].reverse().sort(compareBytes)).toEqual(sorted)
  expect(compareBytes(of(7, 7), of(7, 7))).toBe(0)
})

test('a length prefix counts up to 65,535 bytes', () => {
  expect(lengthPrefixed(of(5))).toEqual(of(0, 1, 5))
  expect(lengthPrefixed(new Uint8Array(65_535))).toHaveLength(65_537)
  expect(refusal(() => lengthPrefixed(new Uint8Array(65_536)))).toBe('misuse')
})

test('keys of maps are equal exactly when the bytes are', () => {
  const keys = [of(), of(0), of(0, 0), of(1, 2), of(12), of(2, 1), of(255)].map(bytesKey)
  expect(new Set(keys).size).toBe(keys.length)
  expect(bytesKey(of(1, 2))).toBe(bytesKey(of(1, 2)))
})
