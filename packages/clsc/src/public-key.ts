import { type ByteReader, concatBytes, createByteReader } from './bytes.ts'
import { ClscError, type ClscReason } from './clsc-error.ts'
import { type Domain, label } from './domain.ts'
import { decodePoint, POINT_BYTES, type Point, precomputePoint } from './group.ts'
import { encodeName, issuerPoint, type KeyName, MAX_ID_BYTES } from './partial-key.ts'

/** PK = lp(ID) ‖ u64 epoch ‖ P ‖ R, parsed, with what every use of it needs computed once. */
export type PublicKey = KeyName & {
  /** The canonical encoding, 75 to 329 bytes. */
  bytes: Uint8Array
  /** SHA-256(L("pk") ‖ Ppub ‖ PK): the name of this key inside messages, revocations and recipient lists. */
  hash: Uint8Array
  /** P = xG, the half the KGC never saw the secret of. */
  userPoint: Uint8Array
  /** R, the KGC's commitment. */
  commitment: Uint8Array
  /** P and Q, decoded. */
  points: { user: Point; issuer: Point }
}

export function encodePublicKey(name: KeyName, userPoint: Uint8Array, commitment: Uint8Array): Uint8Array {
  return concatBytes(encodeName(name), userPoint, commitment)
}

/**
 * Parses and expands a public key. That it is well-formed says nothing about who owns it: senders take keys from
 * verified bundles, and a sender's key is proven by its signatures.
 * Throws `reason` (`bad-key` by default) for anything but one canonical encoding.
 */
export function parsePublicKey(domain: Domain, bytes: Uint8Array, reason: ClscReason = 'bad-key'): PublicKey {
  const known = domain.knownKeys.get(bytes)
  if (known !== undefined) return known
  const reader = createByteReader(bytes, reason, 'public key')
  const name = readName(reader, reason)
  const userPoint = reader.take(POINT_BYTES).slice()
  const commitment = reader.take(POINT_BYTES).slice()
  reader.end()
  const key = expandPublicKey(domain, name, userPoint, commitment, reason)
  domain.knownKeys.put(key)
  return key
}

/** The public key of already separated parts. Throws `reason` when P, R or Q is not a proper point. */
export function expandPublicKey(
  domain: Domain,
  name: KeyName,
  userPoint: Uint8Array,
  commitment: Uint8Array,
  reason: ClscReason = 'bad-key',
): PublicKey {
  const bytes = encodePublicKey(name, userPoint, commitment)
  const user = decodePoint(userPoint, reason, 'The public half P')
  const issuer = issuerPoint(domain, name, userPoint, commitment, reason)
  return {
    id: name.id,
    epoch: name.epoch,
    bytes,
    hash: domain.backend.sha256(label('pk'), domain.masterPublicKey, bytes),
    userPoint,
    commitment,
    points: { user, issuer },
  }
}

/**
 * Builds tables for a key one often writes to or hears from: about 10 ms and 0.3 MB once, then sending to it takes half
 * the time and verifying it a third. They live as long as the key object, which the domain's cache holds.
 */
export function prepareKey(key: PublicKey): void {
  precomputePoint(key.points.user)
  precomputePoint(key.points.issuer)
}

function readName(reader: ByteReader, reason: ClscReason): KeyName {
  const length = reader.uint16()
  if (length < 1 || length > MAX_ID_BYTES) throw new ClscError(reason, 'An ID has 1 to 255 bytes.')
  return { id: reader.take(length).slice(), epoch: reader.uint64() }
}
