import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { reasonOf } from './clsc-error.ts'
import {
  addScalars,
  decodePoint,
  decodeScalar,
  decodeSecretScalar,
  encodeScalar,
  multiplyBase,
  multiplyBaseOnce,
  precomputePoint,
  randomScalar,
  reduceWide,
  respond,
  subtractPublicMultiples,
} from './group.ts'

const order = 2n ** 252n + 27742317777372353535851937790883648493n
const little = (value: bigint, length = 32) =>
  Uint8Array.from({ length }, (_, index) => Number((value >> BigInt(8 * index)) & 255n))
const refusal = (call: () => unknown) => {
  try {
    return call()
  } catch (error) {
    return reasonOf(error)
  }
}

describe('scalars', () => {
  const read = (bytes: Uint8Array) => refusal(() => decodeScalar(bytes, 'bad-proof', 'A scalar'))
  const readSecret = (bytes: Uint8Array) => refusal(() => decodeSecretScalar(bytes, 'bad-key', 'A scalar'))

  test('are 32 bytes, little-endian, below the order of the group; a secret one is not zero', () => {
    for (const value of [1n, 258n, order - 1n]) {
      expect(encodeScalar(value)).toEqual(little(value))
      expect(read(little(value))).toBe(value)
      expect(readSecret(little(value))).toBe(value)
    }
    expect([read(little(0n)), readSecret(little(0n))]).toEqual([0n, 'bad-key'])
    for (const bytes of [little(order), little(order + 1n), little(1n, 31), little(1n, 33), little(0n, 0)])
      expect([read(bytes), readSecret(bytes)]).toEqual(['bad-proof', 'bad-key'])
  })

  test('are computed modulo that order', () => {
    expect(addScalars(order - 1n, 3n)).toBe(2n)
    expect(respond(order - 1n, 3n, 5n)).toBe(14n)
    expect(reduceWide(little(order * 7n + 9n, 64))).toBe(9n)
  })

  test('are drawn again when the draw is zero', () => {
    const draws = [little(0n, 64), little(order, 64), little(5n, 64)]
    const lengths: number[] = []
    const draw = (length: number) => {
      lengths.push(length)
      return draws.shift() ?? nodeBackend.randomBytes(length)
    }
    expect(randomScalar(draw)).toBe(5n)
    expect(lengths).toEqual([64, 64, 64])
  })
})

describe('points', () => {
  test('are multiplied alike, blinded or not, with a table or without', () => {
    const [left, right] = [1234567n, order - 42n]
    expect(multiplyBaseOnce(left).equals(multiplyBase(left))).toBe(true)
    const point = multiplyBase(99n)
    const expected = multiplyBase((((left - right * 99n) % order) + order) % order)
    expect(subtractPublicMultiples(left, right, point).equals(expected)).toBe(true)
    precomputePoint(point)
    expect(subtractPublicMultiples(left, right, point).equals(expected)).toBe(true)
    expect(subtractPublicMultiples(0n, 1n, point).equals(point.negate())).toBe(true)
    expect(subtractPublicMultiples(5n, 0n, point).equals(multiplyBase(5n))).toBe(true)
  })

  test('are refused with the reason asked for, as the identity too', () => {
    expect(refusal(() => decodePoint(new Uint8Array(32), 'bad-proof', 'P'))).toBe('bad-proof')
    expect(refusal(() => decodePoint(new Uint8Array(32).fill(255), 'bad-key', 'P'))).toBe('bad-key')
    expect(refusal(() => decodePoint(new Uint8Array(31), 'malformed', 'P'))).toBe('malformed')
    expect(() => decodePoint(new Uint8Array(31), 'malformed', 'P')).toThrow(
      expect.objectContaining({ cause: expect.any(Error) }),
    )
  })
})
