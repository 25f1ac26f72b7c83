import { concatBytes, equalBytes } from './bytes.ts'
import { ClscError } from './clsc-error.ts'
import { type Domain, label } from './domain.ts'
import { decodePoint, multiplyBaseOnce, type Point, randomScalar } from './group.ts'
import type { Header, Stanza } from './header.ts'
import type { PublicKey } from './public-key.ts'
import { shuffle } from './shuffle.ts'
import type { UserKey } from './user-key.ts'

const KEK_BYTES = 32
const TAG_BYTES = 8
const ZERO_NONCE = new Uint8Array(12)

/**
 * One stanza per recipient under one ephemeral E = eG. A stanza opens only with both x and d of its recipient:
 * Z1 = eP and Z2 = eQ enter one KDF, so neither half alone, and no linear combination, gives the key.
 */
export function encapsulate(
  domain: Domain,
  dek: Uint8Array,
  recipients: readonly PublicKey[],
): { ephemeral: Uint8Array; stanzas: Stanza[] } {
  const secret = randomScalar(domain.backend.randomBytes)
  const ephemeral = multiplyBaseOnce(secret).toBytes()
  const stanzas = recipients.map((recipient) => {
    const shared = [recipient.points.user.multiply(secret), recipient.points.issuer.multiply(secret)] as const
    const { kek, tag } = deriveKek(domain, ephemeral, shared, recipient)
    return { tag, sealedDek: domain.backend.seal(kek, ZERO_NONCE, dek) }
  })
  return { ephemeral, stanzas: shuffle(stanzas, domain.backend.randomBytes) }
}

/**
 * The dek and the key that opened it, trying each of `keys` once (the current and the previous epoch's).
 * Throws `malformed` when E is no point, `not-recipient` when no stanza is for any key, `bad-ciphertext` when the one
 * that is was altered.
 */
export function decapsulate(
  domain: Domain,
  header: Header,
  keys: readonly UserKey[],
): { dek: Uint8Array; key: UserKey } {
  const ephemeral = decodePoint(header.ephemeral, 'malformed', 'E')
  for (const key of keys) {
    const shared = [ephemeral.multiply(key.userSecret), ephemeral.multiply(key.partialSecret)] as const
    const { kek, tag } = deriveKek(domain, header.ephemeral, shared, key.publicKey)
    const stanza = header.stanzas.find((candidate) => equalBytes(candidate.tag, tag))
    if (stanza === undefined) continue
    const dek = domain.backend.open(kek, ZERO_NONCE, stanza.sealedDek)
    if (dek === undefined) throw new ClscError('bad-ciphertext', 'The key slot was altered.')
    return { dek, key }
  }
  throw new ClscError('not-recipient', 'No key slot is for this key.')
}

function deriveKek(
  domain: Domain,
  ephemeral: Uint8Array,
  shared: readonly [Point, Point],
  recipient: PublicKey,
): { kek: Uint8Array; tag: Uint8Array } {
  const okm = domain.backend.hkdf(
    concatBytes(shared[0].toBytes(), shared[1].toBytes()),
    label('kem'),
    concatBytes(label('kek'), domain.kgcId, ephemeral, recipient.hash),
    KEK_BYTES + TAG_BYTES,
  )
  return { kek: okm.subarray(0, KEK_BYTES), tag: okm.subarray(KEK_BYTES) }
}
