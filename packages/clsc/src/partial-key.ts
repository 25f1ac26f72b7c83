import { concatBytes, equalBytes, lengthPrefixed, uint64, utf8 } from './bytes.ts'
import { ClscError, type ClscReason } from './clsc-error.ts'
import { type Domain, label } from './domain.ts'
import type { Point } from './group.ts'
import { decodePoint, decodeSecretScalar, multiplyBase, reduceWide, refuseIdentity } from './group.ts'

/** What a KGC vouches for: this name, this day, this public half. */
export type KeyName = {
  /** 1–255 bytes, `did:n3:<address>#<device>` in Network3. */
  id: Uint8Array
  /** Days since 1970-01-01 UTC. */
  epoch: number
}

/** The FROST signature (RFC 9591) of a KGC over a name and its public half: R is public, d secret. */
export type PartialKey = { commitment: Uint8Array; secret: Uint8Array }

export const MAX_ID_BYTES = 255

/** m = L("partial") ‖ lp(ID) ‖ u64 epoch ‖ P: what the KGC nodes sign. P is in it, so a second P is a second signature. */
export function partialKeyMessage(name: KeyName, userPoint: Uint8Array): Uint8Array {
  return concatBytes(label('partial'), encodeName(name), userPoint)
}

/** lp(ID) ‖ u64 epoch. Throws `misuse` for an empty or overlong ID or an epoch that is not a whole number. */
export function encodeName(name: KeyName): Uint8Array {
  if (name.id.length < 1 || name.id.length > MAX_ID_BYTES)
    throw new ClscError('misuse', `An ID has 1 to ${MAX_ID_BYTES} bytes, not ${name.id.length}.`)
  if (!Number.isSafeInteger(name.epoch) || name.epoch < 0)
    throw new ClscError('misuse', 'An epoch is a whole number of days since 1970.')
  return concatBytes(lengthPrefixed(name.id), uint64(name.epoch))
}

/** Q = R + c·Ppub, which anyone computes: the point whose discrete logarithm is the partial key. Throws `reason`. */
export function issuerPoint(
  domain: Domain,
  name: KeyName,
  userPoint: Uint8Array,
  commitment: Uint8Array,
  reason: ClscReason,
): Point {
  const nonce = decodePoint(commitment, reason, 'The commitment R')
  const challenge = reduceWide(
    domain.backend.sha512(
      concatBytes(
        utf8('FROST-RISTRETTO255-SHA512-v1chal'),
        commitment,
        domain.masterPublicKey,
        partialKeyMessage(name, userPoint),
      ),
    ),
  )
  return refuseIdentity(nonce.add(domain.masterPoint.multiplyUnsafe(challenge)), reason, 'Q')
}

/** VerifyPartialKey: dG == R + c·Ppub. Users check it before they use a key; false for anything malformed. */
export function verifyPartialKey(
  domain: Domain,
  name: KeyName,
  userPoint: Uint8Array,
  partialKey: PartialKey,
): boolean {
  try {
    const secret = decodeSecretScalar(partialKey.secret, 'bad-partial-key', 'The partial key')
    const expected = issuerPoint(domain, name, userPoint, partialKey.commitment, 'bad-partial-key')
    return equalBytes(multiplyBase(secret).toBytes(), expected.toBytes())
  } catch (error) {
    if (error instanceof ClscError && error.reason !== 'misuse') return false
    throw error
  }
}
