import { concatBytes, equalBytes } from './bytes.ts'
import { assertBytes, ClscError } from './clsc-error.ts'
import { type Domain, label } from './domain.ts'
import { isEpochAccepted } from './epoch.ts'
import { type PublicKey, parsePublicKey } from './public-key.ts'
import { clSign, clVerify, SIGNATURE_BYTES } from './signature.ts'
import type { UserKey } from './user-key.ts'

declare const verified: unique symbol

/** A recipient's public key out of a verified bundle: the only kind signcryption accepts. */
export type PeerKey = PublicKey & { readonly [verified]: true }

/**
 * PK ‖ self-certificate: what an owner publishes. The self-certificate proves that somebody holds both halves, so a
 * replaced P cannot make senders encrypt what nobody can open.
 */
export function createBundle(domain: Domain, key: UserKey): Uint8Array {
  return concatBytes(key.publicKey.bytes, clSign(domain, key, bundleDigest(domain, key.publicKey)))
}

/**
 * The key of `expected.id`, to encrypt to at `expected.atMs` (unix ms). Throws `bad-bundle` for malformed bytes or a bad
 * self-certificate, `wrong-id` for another's bundle, `epoch` outside the current and the previous day, `revoked`.
 */
export function verifyBundle(
  domain: Domain,
  bundle: Uint8Array,
  expected: { id: Uint8Array; atMs: number; isRevoked?: (key: PublicKey) => boolean },
): PeerKey {
  const publicKey = readSelfCertified(domain, bundle)
  if (!equalBytes(publicKey.id, expected.id))
    throw new ClscError('wrong-id', 'The bundle is of another name.')
  if (!isEpochAccepted(publicKey.epoch, expected.atMs))
    throw new ClscError('epoch', 'The bundle is not of the current or the previous epoch.')
  if (expected.isRevoked?.(publicKey)) throw new ClscError('revoked', 'The key was revoked.')
  return publicKey as PeerKey
}

/** Whoever made this bundle held x and d of its key: the check behind verifyBundle and fraud proofs. Throws `bad-bundle`. */
export function readSelfCertified(domain: Domain, bundle: Uint8Array): PublicKey {
  assertBytes(bundle, 'A bundle')
  const split = Math.max(0, bundle.length - SIGNATURE_BYTES)
  const publicKey = parsePublicKey(domain, bundle.subarray(0, split), 'bad-bundle')
  if (!clVerify(domain, publicKey, bundleDigest(domain, publicKey), bundle.subarray(split)))
    throw new ClscError('bad-bundle', 'The self-certificate is not valid.')
  return publicKey
}

function bundleDigest(domain: Domain, publicKey: PublicKey): Uint8Array {
  return domain.backend.sha256(label('sgc'), publicKey.bytes)
}
