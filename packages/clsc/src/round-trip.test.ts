import { describe, expect, test } from 'vitest'
import { nobleBackend } from './backend-noble.ts'
import { nodeBackend } from './backend-node.ts'
import { utf8 } from './bytes.ts'
import { createDomain } from './domain.ts'
import { signcrypt } from './signcrypt.ts'
import { createTestIssuer, livePolicy, NOON_MS, sampleBytes, withSeed } from './testing/fixture-people.ts'
import { unsigncrypt } from './unsigncrypt.ts'
import { decodeUserKey, encodeUserKey } from './user-key.ts'

const issuer = createTestIssuer(nodeBackend)
const { domain } = issuer
const alice = issuer.createKey('did:n3:alice')
const bob = issuer.createKey('did:n3:bob')
const carol = issuer.createKey('did:n3:carol')
const dave = issuer.createKey('did:n3:dave')
const toBob = { sender: alice, recipients: [issuer.peerOf(bob)], timestampMs: NOON_MS, chunkLog: 10 }

function open(message: Uint8Array, key = bob, aad: Uint8Array = new Uint8Array()) {
  return unsigncrypt(domain, message, { keys: [key], aad, policy: livePolicy() })
}

test.each([0, 1, 1023, 1024, 1025, 2048, 5000])('a message of %i bytes opens as it was', (length) => {
  const result = open(signcrypt(domain, sampleBytes(length), toBob))
  expect(result.ok && result.plaintext).toEqual(sampleBytes(length))
})

test('a megabyte opens as it was, in chunks of every permitted size at the ends', () => {
  const plaintext = sampleBytes(2 ** 20 + 3)
  for (const chunkLog of [10, 16, 22]) {
    const result = open(signcrypt(domain, plaintext, { ...toBob, chunkLog }))
    expect(result.ok && nodeBackend.sha256(result.plaintext)).toEqual(nodeBackend.sha256(plaintext))
  }
})

test('the opener learns sender, time, its own key and the message id', () => {
  const result = open(signcrypt(domain, utf8('hello'), toBob))
  if (!result.ok) throw result.error
  expect(result.sender.id).toEqual(alice.publicKey.id)
  expect(result.timestampMs).toBe(NOON_MS)
  expect(result.recipient.hash).toEqual(bob.publicKey.hash)
  expect(result.recipients).toEqual([])
  expect(result.messageId).toHaveLength(16)
  expect(result.headerHash).toHaveLength(32)
})

describe('length', () => {
  test('is 543 bytes more at 1 KB, EARLY included while the name is short', () => {
    expect(signcrypt(domain, new Uint8Array(1024), { ...toBob, chunkLog: 16 })).toHaveLength(1024 + 543)
    expect(signcrypt(domain, new Uint8Array(1024), { ...toBob, chunkLog: 16, early: true })).toHaveLength(
      1024 + 543,
    )
  })

  test('says nothing about names up to 26 bytes with EARLY, and goes up by 256 after', () => {
    const sizes = [26, 27].map((length) => {
      const sender = issuer.createKey('x'.repeat(length))
      return (
        signcrypt(domain, new Uint8Array(1024), { ...toBob, sender, early: true, chunkLog: 16 }).length - 1024
      )
    })
    expect(sizes).toEqual([543, 799])
  })

  test('grows by 56 bytes for each further recipient', () => {
    const recipients = [bob, carol, dave].map((key) => issuer.peerOf(key))
    const length = signcrypt(domain, new Uint8Array(1024), { ...toBob, recipients, chunkLog: 16 }).length
    expect(length).toBe(1024 + 543 + 2 * 56)
  })
})

describe('several recipients', () => {
  const recipients = [bob, carol].map((key) => issuer.peerOf(key))

  test.each([false, true])('each open it, and nobody else (early %s)', (early) => {
    const message = signcrypt(domain, utf8('to both'), { ...toBob, recipients, early })
    for (const key of [bob, carol]) {
      const result = open(message, key)
      expect(result.ok && result.plaintext).toEqual(utf8('to both'))
      expect(result.ok && result.recipients).toEqual([])
    }
    expect(open(message, dave)).toMatchObject({ ok: false, reason: 'not-recipient' })
  })

  test('learn of each other when the sender discloses them', () => {
    const message = signcrypt(domain, utf8('to both'), { ...toBob, recipients, discloseRecipients: true })
    const expected = [bob.publicKey.hash, carol.publicKey.hash].map((hash) =>
      Buffer.from(hash).toString('hex'),
    )
    for (const key of [bob, carol]) {
      const result = open(message, key)
      const named = result.ok ? result.recipients.map((hash) => Buffer.from(hash).toString('hex')) : []
      expect(named).toEqual(expected.sort())
    }
  })

  test('a single one is not sent a list', () => {
    const message = signcrypt(domain, utf8('to one'), { ...toBob, discloseRecipients: true })
    expect(message[7]).toBe(0)
    expect(open(message).ok).toBe(true)
  })

  test('stand in an order that changes from message to message', () => {
    const many = [bob, carol, dave].map((key) => issuer.peerOf(key))
    const firstOpensFor = new Set<number>()
    const seeds = Array.from({ length: 12 }, (_, index) => `order ${index}`)
    for (const seed of seeds) {
      const seeded = createDomain(domain.masterPublicKey, withSeed(nodeBackend, seed))
      const message = signcrypt(seeded, utf8('x'), { ...toBob, recipients: many })
      const alone = message.slice()
      alone.fill(0, 51 + 56, 51 + 3 * 56)
      firstOpensFor.add([bob, carol, dave].findIndex((key) => reasonFor(alone, key) !== 'not-recipient'))
    }
    expect(firstOpensFor).toEqual(new Set([0, 1, 2]))
  })

  function reasonFor(message: Uint8Array, key: typeof bob) {
    // Two emptied slots share a tag, which is malformed in itself: make them differ.
    message[51 + 56] = 1
    const result = open(message, key)
    return result.ok ? 'ok' : result.reason
  }
})

describe('back ends', () => {
  test.each([0, 1, 1024, 3000])('give the same bytes for the same randomness at %i bytes', (length) => {
    const [pure, native] = [nobleBackend, nodeBackend].map((backend) => {
      const seeded = createDomain(domain.masterPublicKey, withSeed(backend, 'equal'))
      const sender = decodeUserKey(seeded, encodeUserKey(alice))
      const recipients = [bob, carol].map((key) => issuer.peerOf(key))
      return signcrypt(seeded, sampleBytes(length), { ...toBob, sender, recipients, early: true })
    })
    expect(pure).toEqual(native)
  })

  test('open what the other made', () => {
    const pure = createDomain(domain.masterPublicKey, nobleBackend)
    const fromPure = signcrypt(pure, sampleBytes(3000), toBob)
    expect(open(fromPure).ok).toBe(true)
    const fromNative = signcrypt(domain, sampleBytes(3000), toBob)
    expect(unsigncrypt(pure, fromNative, { keys: [bob], policy: livePolicy() }).ok).toBe(true)
  })
})

test('additional data must be the same on both sides', () => {
  const message = signcrypt(domain, utf8('x'), { ...toBob, aad: utf8('order 7') })
  expect(open(message, bob, utf8('order 7')).ok).toBe(true)
  expect(open(message, bob, utf8('order 8'))).toMatchObject({ ok: false, reason: 'bad-ciphertext' })
  expect(open(message)).toMatchObject({ ok: false, reason: 'bad-ciphertext' })
})

test('no name, key or hash of a key shows to an outsider', () => {
  const message = Buffer.from(signcrypt(domain, utf8('x'), toBob))
  for (const { publicKey } of [alice, bob])
    for (const secret of [publicKey.id, publicKey.userPoint, publicKey.commitment, publicKey.hash])
      expect(message.includes(Buffer.from(secret))).toBe(false)
})

test('a receiver tries its keys of two epochs', () => {
  const yesterday = issuer.createKey('did:n3:bob', 19_999)
  const message = signcrypt(domain, utf8('x'), { ...toBob, recipients: [issuer.peerOf(yesterday)] })
  const result = unsigncrypt(domain, message, { keys: [bob, yesterday], policy: livePolicy() })
  expect(result.ok && result.recipient.epoch).toBe(19_999)
})
