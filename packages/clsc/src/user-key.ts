import { concatBytes, equalBytes } from './bytes.ts'
import { assertBytes, ClscError } from './clsc-error.ts'
import type { Domain } from './domain.ts'
import { decodeSecretScalar, encodeScalar, multiplyBase, randomScalar, SCALAR_BYTES } from './group.ts'
import { type KeyName, type PartialKey, verifyPartialKey } from './partial-key.ts'
import { expandPublicKey, type PublicKey, parsePublicKey } from './public-key.ts'

/** The half of a key its owner alone ever holds: x and P = xG. One P serves many epochs. */
export type UserSecret = { secret: bigint; userPoint: Uint8Array }

/** A complete private key (x, d) with its public key, for one name and epoch. */
export type UserKey = { userSecret: bigint; partialSecret: bigint; publicKey: PublicKey }

/** SetSecret: x random, P = xG. */
export function createUserSecret(domain: Domain): UserSecret {
  return fromScalar(randomScalar(domain.backend.randomBytes))
}

/** The 32 bytes to keep sealed at rest. */
export function encodeUserSecret(userSecret: UserSecret): Uint8Array {
  return encodeScalar(userSecret.secret)
}

/** Throws `bad-key` unless the bytes are a canonical scalar other than zero. */
export function decodeUserSecret(bytes: Uint8Array): UserSecret {
  return fromScalar(decodeSecretScalar(bytes, 'bad-key', 'The user secret'))
}

/** Joins both halves. Throws `bad-partial-key` unless dG == R + c·Ppub for this very name, epoch and P. */
export function completeUserKey(
  domain: Domain,
  name: KeyName,
  userSecret: UserSecret,
  partialKey: PartialKey,
): UserKey {
  if (!verifyPartialKey(domain, name, userSecret.userPoint, partialKey))
    throw new ClscError('bad-partial-key', 'The KGC has not signed this name, epoch and public half.')
  return {
    userSecret: userSecret.secret,
    partialSecret: decodeSecretScalar(partialKey.secret, 'bad-partial-key', 'The partial key'),
    publicKey: expandPublicKey(
      domain,
      { id: name.id.slice(), epoch: name.epoch },
      userSecret.userPoint.slice(),
      partialKey.commitment.slice(),
    ),
  }
}

/** x ‖ d ‖ PK, to be kept sealed at rest. */
export function encodeUserKey(key: UserKey): Uint8Array {
  return concatBytes(encodeScalar(key.userSecret), encodeScalar(key.partialSecret), key.publicKey.bytes)
}

/** Throws `bad-key` when the bytes are malformed, or the secrets are not those of the public key in this domain. */
export function decodeUserKey(domain: Domain, bytes: Uint8Array): UserKey {
  assertBytes(bytes, 'A user key')
  const userSecret = decodeSecretScalar(bytes.subarray(0, SCALAR_BYTES), 'bad-key', 'x')
  const partialSecret = decodeSecretScalar(bytes.subarray(SCALAR_BYTES, 2 * SCALAR_BYTES), 'bad-key', 'd')
  const publicKey = parsePublicKey(domain, bytes.subarray(2 * SCALAR_BYTES))
  const matches =
    equalBytes(multiplyBase(userSecret).toBytes(), publicKey.userPoint) &&
    multiplyBase(partialSecret).equals(publicKey.points.issuer)
  if (!matches) throw new ClscError('bad-key', 'The secrets do not belong to the public key.')
  return { userSecret, partialSecret, publicKey }
}

function fromScalar(secret: bigint): UserSecret {
  return { secret, userPoint: multiplyBase(secret).toBytes() }
}
