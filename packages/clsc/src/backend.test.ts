import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import { nobleBackend } from './backend-noble.ts'
import { nodeBackend } from './backend-node.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { sampleBytes } from './testing/fixture-people.ts'

describe.each([nobleBackend, nodeBackend])('the $name back end', (backend) => {
  const [key, nonce] = [sampleBytes(32), sampleBytes(12)]

  test('hashes the parts one after the other (FIPS 180-4, "abc")', () => {
    const parts = [utf8('a'), new Uint8Array(), utf8('bc')]
    expect(backend.sha256(...parts)).toEqual(
      hexToBytes('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
    )
    expect(backend.sha512(...parts)).toEqual(
      hexToBytes(
        'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
      ),
    )
  })

  test('derives as in RFC 5869, appendix A.1', () => {
    const ikm = new Uint8Array(22).fill(0x0b)
    const salt = hexToBytes('000102030405060708090a0b0c')
    const okm = backend.hkdf(ikm, salt, hexToBytes('f0f1f2f3f4f5f6f7f8f9'), 42)
    expect(okm).toEqual(
      hexToBytes('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'),
    )
  })

  test.each([0, 1, 64, 1000])('opens %i bytes that it sealed, and nothing else', (length) => {
    const sealed = backend.seal(key, nonce, sampleBytes(length))
    expect(sealed).toHaveLength(length + 16)
    expect(backend.open(key, nonce, sealed)).toEqual(sampleBytes(length))
    for (const odd of [
      sealed.subarray(1),
      sealed.subarray(0, length + 15),
      sealed.subarray(0, 15),
      new Uint8Array(),
      concatBytes(sealed, Uint8Array.of(0)),
      sealed.with(length, (sealed[length] ?? 0) ^ 1) as Uint8Array<ArrayBuffer>,
    ])
      expect(backend.open(key, nonce, odd)).toBeUndefined()
    expect(backend.open(key, sampleBytes(13).subarray(1), sealed)).toBeUndefined()
  })

  test('draws as many bytes as asked for, in memory of their own', () => {
    const [first, second] = [backend.randomBytes(32), backend.randomBytes(32)]
    expect(first).toHaveLength(32)
    expect(first).not.toEqual(second)
    expect(first.buffer.byteLength).toBe(32)
    expect(Object.getPrototypeOf(first)).toBe(Uint8Array.prototype)
  })
})

test('what one back end seals, the other opens, and the bytes are the same', () => {
  const [key, nonce, plaintext] = [sampleBytes(32), sampleBytes(12), sampleBytes(100)]
  expect(nobleBackend.seal(key, nonce, plaintext)).toEqual(nodeBackend.seal(key, nonce, plaintext))
  expect([nobleBackend.name, nodeBackend.name]).toEqual(['noble', 'node'])
})
