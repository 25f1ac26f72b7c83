import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { compareBytes, concatBytes } from './bytes.ts'
import { recipientsDigest, type SenderRecord } from './sender-record.ts'
import { clSign } from './signature.ts'
import { signcrypt } from './signcrypt.ts'
import { assembleMessage } from './testing/assemble-message.ts'
import { createTestIssuer, livePolicy, NOON_MS, sampleBytes } from './testing/fixture-people.ts'
import { unsigncrypt } from './unsigncrypt.ts'

const issuer = createTestIssuer(nodeBackend)
const { domain } = issuer
const alice = issuer.createKey('did:n3:alice')
const bob = issuer.createKey('did:n3:bob')
const carol = issuer.createKey('did:n3:carol')
const sealing = { sender: alice, recipients: [issuer.peerOf(bob)], timestampMs: NOON_MS, chunkLog: 10 }
const HEAD = 139 + 4 + 272
const CHUNK = 1024 + 16

function reasonOf(message: Uint8Array): string {
  const result = unsigncrypt(domain, message, { keys: [bob], policy: livePolicy() })
  return result.ok ? 'opened' : result.reason
}

describe('a short message', () => {
  const message = signcrypt(domain, sampleBytes(5), sealing)

  test('does not open with any byte flipped', { timeout: 60_000 }, () => {
    const reasons = new Map<number, string>()
    for (let place = 0; place < message.length; place++) {
      const flipped = message.slice()
      flipped[place] = (flipped[place] ?? 0) ^ 1
      reasons.set(place, reasonOf(flipped))
    }
    expect([...reasons.values()]).not.toContain('opened')
    expect([0, 4, 6, 7, 16, 18].map((place) => reasons.get(place))).toEqual([
      'malformed', // magic
      'malformed', // version
      'malformed', // suite
      'bad-commitment', // EARLY claimed
      'bad-commitment', // chunkLog 11
      'malformed', // no recipient
    ])
    expect(reasons.get(8)).toBe('wrong-kgc')
    expect(reasons.get(51)).toBe('not-recipient')
    expect(reasons.get(60)).toBe('bad-ciphertext')
    expect(reasons.get(138)).toBe('bad-commitment')
    expect(reasons.get(HEAD)).toBe('bad-ciphertext')
    expect(reasons.get(message.length - 1)).toBe('bad-ciphertext')
  })

  test('does not open when cut at any length', { timeout: 60_000 }, () => {
    for (let length = 0; length < message.length; length++)
      expect(['malformed', 'bad-ciphertext']).toContain(reasonOf(message.subarray(0, length)))
  })

  test.each([1, 16, 112, CHUNK, 5000])('does not open with %i bytes after it', (length) => {
    expect(reasonOf(concatBytes(message, new Uint8Array(length)))).toBe('bad-ciphertext')
    expect(reasonOf(concatBytes(message, message.subarray(0, length)))).toBe('bad-ciphertext')
  })
})

describe('a message of chunks', () => {
  const message = signcrypt(domain, sampleBytes(3 * 1024 + 10), sealing)
  const head = message.subarray(0, HEAD)
  const chunks = [0, 1, 2].map((index) => message.subarray(HEAD + index * CHUNK, HEAD + (index + 1) * CHUNK))
  const [first, second, third] = chunks as [Uint8Array, Uint8Array, Uint8Array]
  const last = message.subarray(HEAD + 3 * CHUNK, message.length - 112)
  const trailer = message.subarray(message.length - 112)
  const other = signcrypt(domain, sampleBytes(3 * 1024 + 10), sealing)

  test('is put together as described', () => {
    expect(reasonOf(concatBytes(head, first, second, third, last, trailer))).toBe('opened')
  })

  test.each([
    ['reordered', [head, second, first, third, last, trailer]],
    ['dropped', [head, first, third, last, trailer]],
    ['doubled', [head, first, first, second, third, last, trailer]],
    ['without its last chunk', [head, first, second, third, trailer]],
    ['ended early with another end', [head, first, last, trailer]],
    ['without its trailer', [head, first, second, third, last]],
    ['with two trailers', [head, first, second, third, last, trailer, trailer]],
    ['spliced with another to the same reader', [head, first, other.subarray(HEAD + CHUNK)]],
    ['under the head of another', [other.subarray(0, HEAD), first, second, third, last, trailer]],
  ])('does not open %s', (_, parts) => {
    expect(reasonOf(concatBytes(...parts))).toBe('bad-ciphertext')
  })
})

describe('a validly signed message is still refused', () => {
  const honest = { sender: alice, recipients: [bob.publicKey] }
  const both = { sender: alice, recipients: [bob.publicKey, carol.publicKey] }
  const reason = (options: Partial<Parameters<typeof assembleMessage>[1]>) =>
    reasonOf(assembleMessage(domain, { ...honest, ...options }))

  test('never, when it follows the rules', () => {
    expect(reason({})).toBe('opened')
    expect(reason({ early: true })).toBe('opened')
    expect(reason({ ...both })).toBe('opened')
    expect(reason({ ...both, list: true })).toBe('opened')
    expect(reason({ chunks: [new Uint8Array()] })).toBe('opened')
  })

  test('for padding that is not zero, is missing or is longer than needed', () => {
    const lastByte = (record: Uint8Array) => record.with(record.length - 1, 1)
    expect(reason({ record: lastByte as (record: Uint8Array) => Uint8Array })).toBe('malformed')
    expect(reason({ record: (record) => concatBytes(record, new Uint8Array(256)) })).toBe('malformed')
    expect(reason({ record: (record) => record.subarray(0, 200) })).toBe('malformed')
    expect(reason({ record: (record) => record.subarray(0, 3) })).toBe('malformed')
  })

  test('for a core with more, with less, or too long', () => {
    expect(reason({ coreBytes: (core) => concatBytes(core, Uint8Array.of(0)) })).toBe('malformed')
    expect(reason({ coreBytes: (core) => core.subarray(0, core.length - 1) })).toBe('malformed')
    const long = (record: Uint8Array) => concatBytes(Uint8Array.of(0, 1, 0, 0), record.subarray(4))
    expect(reason({ record: long })).toBe('malformed')
  })

  test('for a sender whose ID is empty or whose points are not points', () => {
    expect(reason({ coreBytes: (core) => core.with(1, 0) as Uint8Array })).toBe('malformed')
    const identity = (core: Uint8Array) => core.fill(0, 22, 54)
    expect(reason({ coreBytes: identity })).toBe('malformed')
    const noPoint = (core: Uint8Array) => core.fill(255, 54, 86)
    expect(reason({ coreBytes: noPoint })).toBe('malformed')
  })

  test('for a digest that names somebody else', () => {
    const carolsDigest = { core: (record: object) => ({ ...record, recipientsDigest: carol.publicKey.hash }) }
    expect(reason(carolsDigest as never)).toBe('not-recipient')
    expect(reason({ ...both, core: (record) => ({ ...record, recipientsDigest: bob.publicKey.hash }) })).toBe(
      'malformed',
    )
    expect(reason({ core: (record) => ({ ...record, recipientsDigest: new Uint8Array(32) }) })).toBe(
      'not-recipient',
    )
  })

  test('for a list of one, out of order, with another digest, or without the reader', () => {
    expect(reason({ list: true })).toBe('malformed')
    expect(
      reason({
        ...both,
        list: true,
        core: (record) => ({ ...record, recipients: record.recipients.toReversed() }),
      }),
    ).toBe('malformed')
    expect(
      reason({
        ...both,
        list: true,
        core: (record) => ({ ...record, recipientsDigest: new Uint8Array(32) }),
      }),
    ).toBe('malformed')
    const strangers = [carol, issuer.createKey('did:n3:dave')].map((key) => key.publicKey)
    const named = assembleMessage(domain, { sender: alice, recipients: strangers, list: true })
    expect(reasonOf(named)).toBe('not-recipient')
  })

  test('for a list that agrees with its own digest, but is out of order, repeats somebody or leaves the reader out', () => {
    const dave = issuer.createKey('did:n3:dave')
    const sorted = [bob, carol, dave].map((key) => key.publicKey.hash).sort(compareBytes)
    const [first, second, third] = sorted as [Uint8Array, Uint8Array, Uint8Array]
    const listing = (...recipients: Uint8Array[]) => {
      const readers = [bob, carol, dave].slice(0, recipients.length).map((key) => key.publicKey)
      const digest = recipientsDigest(domain, true, recipients)
      const core = (record: SenderRecord) => ({ ...record, recipients, recipientsDigest: digest })
      return reason({ recipients: readers, list: true, core })
    }
    expect(listing(first, second, third)).toBe('opened')
    for (const odd of [
      [third, second, first],
      [second, first, third],
      [first, third, second],
      [first, first, third],
      [first, third, third],
    ])
      expect(listing(...odd)).toBe('malformed')
    const others = sorted.filter((hash) => compareBytes(hash, bob.publicKey.hash) !== 0)
    expect(listing(...others)).toBe('not-recipient')
  })

  test('for an early signature of somebody else, whatever the last one says', () => {
    const forged = (which: number) => {
      let count = 0
      const sign = (digest: Uint8Array) => clSign(domain, count++ === which ? bob : alice, digest)
      return reason({ early: true, sign })
    }
    expect([0, 1, 2].map(forged)).toEqual(['bad-signature', 'bad-signature', 'opened'])
  })

  test('for a repeated recipient', () => {
    expect(reason({ recipients: [bob.publicKey, bob.publicKey] })).toBe('malformed')
  })

  test('for an empty chunk at the end of a message that is not empty', () => {
    expect(reason({ chunks: [new Uint8Array(1024), new Uint8Array()] })).toBe('malformed')
  })

  test('for signing another length, or a signature that is none', () => {
    expect(reason({ plaintextBytes: 4 })).toBe('bad-signature')
    expect(reason({ sign: () => new Uint8Array(96) })).toBe('bad-signature')
    expect(reason({ sign: () => new Uint8Array(96).fill(255) })).toBe('bad-signature')
  })

  test('for an E that is the identity or no canonical point', () => {
    expect(reason({ header: (fields) => ({ ...fields, ephemeral: new Uint8Array(32) }) })).toBe('malformed')
    const nonCanonical = new Uint8Array(32).fill(255)
    expect(reason({ header: (fields) => ({ ...fields, ephemeral: nonCanonical }) })).toBe('malformed')
  })

  test('for a chunk size out of range', () => {
    for (const chunkLog of [9, 23])
      expect(reason({ header: (fields) => ({ ...fields, chunkLog }) })).toBe('malformed')
  })
})
