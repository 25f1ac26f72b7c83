import { describe, expect, test } from 'vitest'
import { nobleBackend } from './backend-noble.ts'
import { nodeBackend } from './backend-node.ts'
import { createBundle, readSelfCertified, verifyBundle } from './bundle.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { ClscError, reasonOf } from './clsc-error.ts'
import { createDomain } from './domain.ts'
import { createOpener } from './opener.ts'
import { parsePublicKey, prepareKey } from './public-key.ts'
import { createPublicKeyCache } from './public-key-cache.ts'
import { createSealer } from './sealer.ts'
import { clSign, clVerify } from './signature.ts'
import { signcrypt } from './signcrypt.ts'
import { createTestIssuer, livePolicy, NOON_MS, withSeed } from './testing/fixture-people.ts'
import { unsigncrypt } from './unsigncrypt.ts'
import { decodeUserKey, encodeUserKey } from './user-key.ts'

const issuer = createTestIssuer(nodeBackend)
const { domain } = issuer
const alice = issuer.createKey('did:n3:alice')
const bob = issuer.createKey('did:n3:bob')
const peer = issuer.peerOf(bob)
const sealing = { sender: alice, recipients: [peer], timestampMs: NOON_MS }
const text = 'text' as unknown as Uint8Array

describe('the sealer refuses as misuse', () => {
  const seal = (changes: object) => refusal(() => signcrypt(domain, utf8('x'), { ...sealing, ...changes }))

  test('no recipient, one given twice, or more than 4096', () => {
    expect(seal({ recipients: [] })).toBe('misuse')
    expect(seal({ recipients: [peer, issuer.peerOf(bob)] })).toBe('misuse')
    expect(seal({ recipients: new Array(4097).fill(peer) })).toBe('misuse')
    const third = issuer.peerOf(alice)
    for (const twice of [
      [peer, third, peer],
      [third, peer, peer],
      [peer, third, third],
    ])
      expect(seal({ recipients: twice })).toBe('misuse')
    expect(seal({ recipients: [peer, third] })).toBe('accepted')
  })

  test('more recipients to disclose than a core holds', () => {
    const many = Array.from({ length: 2044 }, (_, index) => ({
      ...peer,
      hash: nodeBackend.sha256(utf8(`${index}`)),
    }))
    expect(seal({ recipients: many, discloseRecipients: true })).toBe('misuse')
  })

  test('chunk sizes that are not 10 to 22 bits', () => {
    for (const chunkLog of [9, 23, 10.5, Number.NaN]) expect(seal({ chunkLog })).toBe('misuse')
    for (const chunkLog of [10, 22]) expect(seal({ chunkLog })).toBe('accepted')
  })

  test('times that are not whole milliseconds', () => {
    for (const timestampMs of [-1, 0.5, Number.NaN, 2 ** 53]) expect(seal({ timestampMs })).toBe('misuse')
  })

  test('anything but bytes', () => {
    expect(seal({ aad: text })).toBe('misuse')
    expect(refusal(() => signcrypt(domain, text, sealing))).toBe('misuse')
  })

  test('a message that goes on after its end', () => {
    const sealer = createSealer(domain, sealing)
    sealer.finish()
    expect(refusal(() => sealer.finish())).toBe('misuse')
    expect(refusal(() => sealer.push(utf8('more')))).toBe('misuse')
  })
})

describe('the opener throws misuse, for which no message is to blame', () => {
  const message = signcrypt(domain, utf8('x'), sealing)
  const open = (changes: object, bytes = message) =>
    refusal(() => unsigncrypt(domain, bytes, { keys: [bob], policy: livePolicy(), ...changes }))

  test('without keys, or for anything but bytes', () => {
    expect(open({ keys: [] })).toBe('misuse')
    expect(open({ aad: text })).toBe('misuse')
    expect(open({}, text)).toBe('misuse')
    expect(open({})).toBe('accepted')
  })

  test('after a refusal or the end, so that nobody reads on past what was wrong', () => {
    const refused = createOpener(domain, { keys: [bob], policy: livePolicy() })
    expect(refusal(() => refused.push(new Uint8Array(100)))).toBe('malformed')
    expect(refusal(() => refused.push(message))).toBe('misuse')
    expect(refusal(() => refused.finish())).toBe('misuse')
    const ended = createOpener(domain, { keys: [bob], policy: livePolicy() })
    ended.push(message)
    ended.finish()
    expect(refusal(() => ended.finish())).toBe('misuse')
  })

  test('and names nobody early before the head is there, or without EARLY', () => {
    const early = createOpener(domain, { keys: [bob], policy: livePolicy() })
    const sealed = signcrypt(domain, utf8('x'), { ...sealing, early: true })
    early.push(sealed.subarray(0, 300))
    expect(early.earlySender()).toBeUndefined()
    early.push(sealed.subarray(300))
    expect(early.earlySender()?.hash).toEqual(alice.publicKey.hash)
    const late = createOpener(domain, { keys: [bob], policy: livePolicy() })
    late.push(message)
    expect(late.earlySender()).toBeUndefined()
  })

  test('and hands on what a caller’s own function throws', () => {
    const broken = new Error('directory away')
    const policy = livePolicy({
      isRevoked: () => {
        throw broken
      },
    })
    expect(() => unsigncrypt(domain, message, { keys: [bob], policy })).toThrow(broken)
  })
})

describe('signatures', () => {
  const digest = new Uint8Array(32).fill(4)
  const signature = clSign(domain, alice, digest)

  test('are of 32-byte digests only', () => {
    for (const length of [0, 31, 33]) {
      expect(refusal(() => clSign(domain, alice, new Uint8Array(length)))).toBe('misuse')
      expect(refusal(() => clVerify(domain, alice.publicKey, new Uint8Array(length), signature))).toBe(
        'misuse',
      )
    }
  })

  test('do not verify with any byte flipped, another length, digest or key', () => {
    expect(clVerify(domain, alice.publicKey, digest, signature)).toBe(true)
    for (let place = 0; place < 96; place += 5) {
      const flipped = signature.slice()
      flipped[place] = (flipped[place] ?? 0) ^ 4
      expect(clVerify(domain, alice.publicKey, digest, flipped)).toBe(false)
    }
    expect(clVerify(domain, alice.publicKey, digest, signature.subarray(0, 95))).toBe(false)
    expect(clVerify(domain, alice.publicKey, digest, concatBytes(signature, Uint8Array.of(0)))).toBe(false)
    expect(clVerify(domain, alice.publicKey, new Uint8Array(32), signature)).toBe(false)
    expect(clVerify(domain, bob.publicKey, digest, signature)).toBe(false)
  })

  test('are not malleable: a scalar plus ℓ is refused', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    for (const start of [0, 32, 64]) {
      const bytes = signature.slice()
      let value = order
      for (let index = start + 31; index >= start; index--)
        value += BigInt(bytes[index] ?? 0) << BigInt(8 * (index - start))
      for (let index = 0; index < 32; index++)
        bytes[start + index] = Number((value >> BigInt(8 * index)) & 255n)
      expect(clVerify(domain, alice.publicKey, digest, bytes)).toBe(false)
    }
  })

  test('use other nonces for other digests even when randomness repeats', () => {
    const commitments = [1, 2].map((fill) => {
      const seeded = createDomain(domain.masterPublicKey, withSeed(nodeBackend, 'broken'))
      return Buffer.from(clSign(seeded, alice, new Uint8Array(32).fill(fill)))
    })
    const [first, second] = commitments
    if (first === undefined || second === undefined) throw new Error('no signature')
    // With equal nonces (z − z') / (c − c') would be the secret key.
    const at = (bytes: Buffer, index: number) => {
      const part = bytes.subarray(index * 32, index * 32 + 32)
      return BigInt(`0x${Buffer.from(part).reverse().toString('hex')}`)
    }
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    for (const [index, secret] of [
      [1, alice.userSecret],
      [2, alice.partialSecret],
    ] as const) {
      const difference = at(first, index) - at(second, index) - (at(first, 0) - at(second, 0)) * secret
      expect(difference % order).not.toBe(0n)
    }
  })
})

describe('bundles and keys', () => {
  test('a bundle is of the expected name and day', () => {
    const bundle = createBundle(domain, bob)
    expect(verifyBundle(domain, bundle, { id: bob.publicKey.id, atMs: NOON_MS }).hash).toEqual(
      bob.publicKey.hash,
    )
    expect(refusal(() => verifyBundle(domain, bundle, { id: alice.publicKey.id, atMs: NOON_MS }))).toBe(
      'wrong-id',
    )
    const later = NOON_MS + 2 * 86_400_000
    expect(refusal(() => verifyBundle(domain, bundle, { id: bob.publicKey.id, atMs: later }))).toBe('epoch')
  })

  test('a bundle is refused when cut, extended or with another’s self-certificate', () => {
    const bundle = createBundle(domain, bob)
    const foreign = concatBytes(bob.publicKey.bytes, createBundle(domain, alice).slice(-96))
    for (const bytes of [bundle.subarray(1), bundle.subarray(0, 170), concatBytes(bundle, bundle), foreign])
      expect(refusal(() => readSelfCertified(domain, bytes))).toBe('bad-bundle')
    expect(refusal(() => readSelfCertified(domain, new Uint8Array(5)))).toBe('bad-bundle')
    expect(refusal(() => readSelfCertified(domain, text))).toBe('misuse')
  })

  test('a user key survives its encoding, and its parts must belong together', () => {
    expect(decodeUserKey(domain, encodeUserKey(bob))).toEqual(bob)
    for (const odd of [
      { ...bob, userSecret: alice.userSecret },
      { ...bob, partialSecret: alice.partialSecret },
    ])
      expect(refusal(() => decodeUserKey(domain, encodeUserKey(odd)))).toBe('bad-key')
    expect(refusal(() => decodeUserKey(domain, new Uint8Array(10)))).toBe('bad-key')
    expect(refusal(() => decodeUserKey(domain, text))).toBe('misuse')
  })

  test('an ID has 1 to 255 bytes', () => {
    const rest = bob.publicKey.bytes.subarray(2 + bob.publicKey.id.length)
    const withId = (length: number) =>
      concatBytes(Uint8Array.of(length >> 8, length & 255), new Uint8Array(length).fill(97), rest)
    for (const length of [0, 256])
      expect(refusal(() => parsePublicKey(domain, withId(length)))).toBe('bad-key')
    for (const length of [1, 255]) expect(parsePublicKey(domain, withId(length)).id).toHaveLength(length)
  })

  test('an epoch beyond 2^53 is no epoch', () => {
    const bytes = bob.publicKey.bytes.slice()
    bytes[2 + bob.publicKey.id.length] = 0x20
    expect(refusal(() => parsePublicKey(domain, bytes))).toBe('bad-key')
  })

  test('a domain is of 32 bytes', () => {
    expect(refusal(() => createDomain(new Uint8Array(31), nobleBackend))).toBe('misuse')
  })

  test('a prepared key gives the same result', () => {
    const carol = issuer.createKey('did:n3:carol')
    prepareKey(issuer.peerOf(carol))
    const message = signcrypt(domain, utf8('x'), { ...sealing, recipients: [issuer.peerOf(carol)] })
    expect(unsigncrypt(domain, message, { keys: [carol], policy: livePolicy() }).ok).toBe(true)
    const digest = new Uint8Array(32)
    expect(clVerify(domain, issuer.peerOf(carol), digest, clSign(domain, carol, digest))).toBe(true)
  })

  test('the cache forgets the key that was not used for longest', () => {
    const cache = createPublicKeyCache(2)
    const [first, second, third] = ['a', 'b', 'c'].map((id) => issuer.createKey(id).publicKey)
    if (first === undefined || second === undefined || third === undefined) throw new Error('no key')
    cache.put(first)
    cache.put(second)
    expect(cache.get(first.bytes)).toBe(first)
    cache.put(third)
    expect([first, second, third].map((key) => cache.get(key.bytes) !== undefined)).toEqual([
      true,
      false,
      true,
    ])
  })

  test('the cache keeps no place for keys it does not have', () => {
    const cache = createPublicKeyCache(2)
    const [first, second] = [alice.publicKey, bob.publicKey]
    cache.put(first)
    for (const unknown of ['x', 'y', 'z']) expect(cache.get(utf8(unknown))).toBeUndefined()
    cache.put(second)
    expect([first, second].map((key) => cache.get(key.bytes))).toEqual([first, second])
  })
})

test('a reason is known by the name of its error, and nothing else has one', () => {
  expect(reasonOf(new ClscError('replay', 'x', { cause: 1 }))).toBe('replay')
  expect(new ClscError('replay', 'x', { cause: 1 }).cause).toBe(1)
  expect(reasonOf(new Error('x'))).toBeUndefined()
  expect(reasonOf('replay')).toBeUndefined()
  expect('cause' in new ClscError('replay', 'x')).toBe(false)
  const copied = Object.assign(new Error('x'), { name: 'ClscError', reason: 'stale' })
  expect(reasonOf(copied)).toBe('stale')
  expect(reasonOf(Object.assign(new Error('x'), { reason: 'stale' }))).toBeUndefined()
  expect(reasonOf(Object.assign(new Error('x'), { name: 'ClscError' }))).toBeUndefined()
  expect(reasonOf({ name: 'ClscError', reason: 'stale' })).toBeUndefined()
})

function refusal(call: () => unknown): string | undefined {
  try {
    call()
    return 'accepted'
  } catch (error) {
    return reasonOf(error) ?? String(error)
  }
}
