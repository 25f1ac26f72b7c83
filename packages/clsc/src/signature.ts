import { concatBytes, lengthPrefixed } from './bytes.ts'
import { assertBytes } from './clsc-error.ts'
import { type Domain, hashToScalar } from './domain.ts'
import {
  decodeScalar,
  encodeScalar,
  multiplyBaseOnce,
  respond,
  SCALAR_BYTES,
  subtractPublicMultiples,
} from './group.ts'
import { encodeName } from './partial-key.ts'
import type { PublicKey } from './public-key.ts'
import type { UserKey } from './user-key.ts'

export const SIGNATURE_BYTES = 96
const DIGEST_BYTES = 32

/**
 * CLSign: two Schnorr responses, for x and for d, under one challenge, so that neither the KGC (no x) nor an outsider
 * who replaced P (no d) can sign. Signs a digest of exactly 32 bytes; 96 bytes out.
 * Nonces hash secret, randomness and digest: a broken random source repeats no nonce over different digests.
 */
export function clSign(domain: Domain, key: UserKey, digest: Uint8Array): Uint8Array {
  assertBytes(digest, 'The digest to sign', DIGEST_BYTES)
  const random = domain.backend.randomBytes(32)
  const nonce1 = hashToScalar(domain, 'nonce1', encodeScalar(key.userSecret), random, digest)
  const nonce2 = hashToScalar(domain, 'nonce2', encodeScalar(key.partialSecret), random, digest)
  const commitments = [multiplyBaseOnce(nonce1).toBytes(), multiplyBaseOnce(nonce2).toBytes()] as const
  const challenge = signatureChallenge(domain, key.publicKey, commitments, digest)
  return concatBytes(
    encodeScalar(challenge),
    encodeScalar(respond(nonce1, challenge, key.userSecret)),
    encodeScalar(respond(nonce2, challenge, key.partialSecret)),
  )
}

/** CLVerify: T1 = z1G − cP, T2 = z2G − cQ, and c is their challenge. False for anything malformed. */
export function clVerify(
  domain: Domain,
  publicKey: PublicKey,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  assertBytes(digest, 'The signed digest', DIGEST_BYTES)
  if (signature.length !== SIGNATURE_BYTES) return false
  let scalars: [bigint, bigint, bigint]
  try {
    scalars = [readScalar(signature, 0), readScalar(signature, 1), readScalar(signature, 2)]
  } catch {
    return false
  }
  const [challenge, response1, response2] = scalars
  const point1 = subtractPublicMultiples(response1, challenge, publicKey.points.user)
  const point2 = subtractPublicMultiples(response2, challenge, publicKey.points.issuer)
  if (point1.is0() || point2.is0()) return false
  const commitments = [point1.toBytes(), point2.toBytes()] as const
  return signatureChallenge(domain, publicKey, commitments, digest) === challenge
}

function readScalar(signature: Uint8Array, index: number): bigint {
  const bytes = signature.subarray(index * SCALAR_BYTES, (index + 1) * SCALAR_BYTES)
  return decodeScalar(bytes, 'bad-signature', 'A part of the signature')
}

function signatureChallenge(
  domain: Domain,
  publicKey: PublicKey,
  commitments: readonly [Uint8Array, Uint8Array],
  digest: Uint8Array,
): bigint {
  return hashToScalar(
    domain,
    'chal',
    domain.masterPublicKey,
    encodeName(publicKey),
    publicKey.userPoint,
    publicKey.commitment,
    ...commitments,
    lengthPrefixed(digest),
  )
}
