import { describe, expect, test } from 'vitest'
import { nobleBackend } from './backend-noble.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { reasonOf } from './clsc-error.ts'
import { createDomain } from './domain.ts'
import { decodePoint, encodeScalar } from './group.ts'
import { encodePublicKey } from './public-key.ts'
import { signcrypt } from './signcrypt.ts'
import { createTestIssuer, livePolicy, NOON_MS } from './testing/fixture-people.ts'
import { unsigncrypt } from './unsigncrypt.ts'
import { decodeUserKey, type UserKey } from './user-key.ts'

const issuer = createTestIssuer()
const { domain } = issuer
const bob = issuer.createKey('did:n3:bob')

function open(message: Uint8Array, key: UserKey) {
  const result = unsigncrypt(domain, message, { keys: [key], policy: livePolicy() })
  return result.ok ? 'opened' : result.reason
}

describe('keys of elsewhere', () => {
  test('a message of another KGC is told by its name', () => {
    const other = createTestIssuer()
    const message = signcrypt(other.domain, utf8('x'), {
      sender: other.createKey('did:n3:alice'),
      recipients: [other.peerOf(other.createKey('did:n3:bob'))],
      timestampMs: NOON_MS,
    })
    expect(open(message, bob)).toBe('wrong-kgc')
  })

  test('a key for one name is none for another, nor for another epoch', () => {
    const { id, epoch, userPoint, commitment } = bob.publicKey
    for (const name of [
      { id: utf8('did:n3:bob2'), epoch },
      { id, epoch: epoch + 1 },
    ]) {
      const bytes = concatBytes(
        encodeScalar(bob.userSecret),
        encodeScalar(bob.partialSecret),
        encodePublicKey(name, userPoint, commitment),
      )
      expect(refusal(() => decodeUserKey(domain, bytes))).toBe('bad-key')
    }
  })

  test('points are decoded in their one canonical form, and never as the identity', () => {
    const p = 2n ** 255n - 19n
    const little = (value: bigint) =>
      Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n))
    // Zero, p and p + 2 (the identity and a point, not reduced), p − 1 (negative), and a non-square from RFC 9496 A.2.
    for (const value of [0n, p, p + 2n, p - 1n, 2n ** 255n - 1n])
      expect(refusal(() => decodePoint(little(value), 'bad-key', 'A point'))).toBe('bad-key')
    expect(refusal(() => createDomain(new Uint8Array(32), nobleBackend))).toBe('bad-key')
  })
})

function refusal(call: () => unknown): string | undefined {
  try {
    call()
    return 'accepted'
  } catch (error) {
    return reasonOf(error)
  }
}
