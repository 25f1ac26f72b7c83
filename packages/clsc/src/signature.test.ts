import { describe, expect, test } from 'vitest'
import { nodeBackend } from './backend-node.ts'
import { concatBytes, lengthPrefixed } from './bytes.ts'
import { createDomain, hashToScalar } from './domain.ts'
import { encodeScalar, multiplyBase, respond } from './group.ts'
import { encodeName } from './partial-key.ts'
import { clSign, clVerify } from './signature.ts'
import { createTestIssuer, withSeed } from './testing/fixture-people.ts'

const issuer = createTestIssuer(nodeBackend)
const { domain } = issuer
const alice = issuer.createKey('did:n3:alice')
const { publicKey } = alice
const digest = new Uint8Array(32).fill(4)

/** CLSign as clsc.md has it, with nonces of one's own choice. */
function signWith(nonce1: bigint, nonce2: bigint): Uint8Array {
  const encode = (nonce: bigint) => (nonce === 0n ? new Uint8Array(32) : multiplyBase(nonce).toBytes())
  const challenge = hashToScalar(
    domain,
    'chal',
    domain.masterPublicKey,
    encodeName(publicKey),
    publicKey.userPoint,
    publicKey.commitment,
    encode(nonce1),
    encode(nonce2),
    lengthPrefixed(digest),
  )
  return concatBytes(
    encodeScalar(challenge),
    encodeScalar(respond(nonce1, challenge, alice.userSecret)),
    encodeScalar(respond(nonce2, challenge, alice.partialSecret)),
  )
}

describe('CLSign', () => {
  test('takes its nonces out of secret, 32 random bytes and digest, each under a label of its own', () => {
    const seeded = createDomain(domain.masterPublicKey, withSeed(nodeBackend, 'nonces'))
    const random = withSeed(nodeBackend, 'nonces').randomBytes(32)
    const nonce1 = hashToScalar(domain, 'nonce1', encodeScalar(alice.userSecret), random, digest)
    const nonce2 = hashToScalar(domain, 'nonce2', encodeScalar(alice.partialSecret), random, digest)
    expect(clSign(seeded, alice, digest)).toEqual(signWith(nonce1, nonce2))
  })
})

describe('CLVerify', () => {
  test('refuses a nonce of zero, which would show x or d, in either half', () => {
    expect(clVerify(domain, publicKey, digest, signWith(5n, 7n))).toBe(true)
    expect(clVerify(domain, publicKey, digest, signWith(0n, 7n))).toBe(false)
    expect(clVerify(domain, publicKey, digest, signWith(5n, 0n))).toBe(false)
  })
})
