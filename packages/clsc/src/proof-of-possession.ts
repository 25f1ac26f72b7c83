import { concatBytes, lengthPrefixed } from './bytes.ts'
import { assertBytes, ClscError } from './clsc-error.ts'
import { type Domain, hashToScalar } from './domain.ts'
import {
  decodePoint,
  decodeScalar,
  encodeScalar,
  multiplyBaseOnce,
  POINT_BYTES,
  randomScalar,
  respond,
  SCALAR_BYTES,
  subtractPublicMultiples,
} from './group.ts'
import { encodeName, type KeyName } from './partial-key.ts'
import type { UserSecret } from './user-key.ts'

export const PROOF_BYTES = POINT_BYTES + SCALAR_BYTES

/**
 * T ‖ k + c·x: shows a KGC node that whoever asks for this name and epoch holds x of P. `nodeNonce` comes from that
 * node, which takes each but once, so a proof is worth nothing anywhere else or later.
 */
export function provePossession(
  domain: Domain,
  name: KeyName,
  userSecret: UserSecret,
  nodeNonce: Uint8Array,
): Uint8Array {
  const nonce = randomScalar(domain.backend.randomBytes)
  const commitment = multiplyBaseOnce(nonce).toBytes()
  const challenge = possessionChallenge(domain, name, userSecret.userPoint, nodeNonce, commitment)
  return concatBytes(commitment, encodeScalar(respond(nonce, challenge, userSecret.secret)))
}

/** zG − cP == T for canonical z, P and T; false for anything malformed. */
export function verifyPossession(
  domain: Domain,
  name: KeyName,
  userPoint: Uint8Array,
  nodeNonce: Uint8Array,
  proof: Uint8Array,
): boolean {
  assertBytes(proof, 'The proof of possession')
  const commitment = proof.subarray(0, POINT_BYTES)
  try {
    const point = decodePoint(commitment, 'bad-proof', 'T')
    const response = decodeScalar(proof.subarray(POINT_BYTES), 'bad-proof', 'The response')
    const user = decodePoint(userPoint, 'bad-proof', 'The public half P')
    const challenge = possessionChallenge(domain, name, userPoint, nodeNonce, commitment)
    return subtractPublicMultiples(response, challenge, user).equals(point)
  } catch (error) {
    if (error instanceof ClscError && error.reason === 'bad-proof') return false
    throw error
  }
}

function possessionChallenge(
  domain: Domain,
  name: KeyName,
  userPoint: Uint8Array,
  nodeNonce: Uint8Array,
  commitment: Uint8Array,
): bigint {
  return hashToScalar(domain, 'pop', encodeName(name), userPoint, lengthPrefixed(nodeNonce), commitment)
}
