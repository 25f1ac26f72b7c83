import type { Backend } from './backend.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { assertBytes } from './clsc-error.ts'
import { decodePoint, POINT_BYTES, type Point, reduceWide } from './group.ts'
import { createPublicKeyCache, type PublicKeyCache } from './public-key-cache.ts'

/** One key-generation centre as its users see it: keys and messages of another are foreign here. */
export type Domain = {
  backend: Backend
  /** Ppub = sG, 32 bytes. */
  masterPublicKey: Uint8Array
  masterPoint: Point
  /** SHA-256(L("kgc") ‖ Ppub)[0..8]. */
  kgcId: Uint8Array
  /** Public keys of this domain that were decoded lately. */
  knownKeys: PublicKeyCache
}

/**
 * The domain of a KGC's public key (32 bytes, obtained from the chain or another trusted place).
 * Throws `bad-key` when it is not a point, `misuse` when it is not 32 bytes.
 */
export function createDomain(masterPublicKey: Uint8Array, backend: Backend): Domain {
  assertBytes(masterPublicKey, 'The master public key', POINT_BYTES)
  const bytes = masterPublicKey.slice()
  return {
    backend,
    masterPublicKey: bytes,
    masterPoint: decodePoint(bytes, 'bad-key', 'The master public key'),
    kgcId: backend.sha256(label('kgc'), bytes).slice(0, 8),
    knownKeys: createPublicKeyCache(),
  }
}

/** L(s) = "N3CLSC-v1-R255/" ‖ s: no two uses of a hash share an input. */
export function label(name: string): Uint8Array {
  return utf8(`N3CLSC-v1-R255/${name}`)
}

/** Hs(label, …) = SHA-512(L(label) ‖ …) as a little-endian integer mod ℓ. */
export function hashToScalar(domain: Domain, name: string, ...parts: Uint8Array[]): bigint {
  return reduceWide(domain.backend.sha512(concatBytes(label(name), ...parts)))
}
