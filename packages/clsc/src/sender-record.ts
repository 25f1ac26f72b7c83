import {
  compareBytes,
  concatBytes,
  createByteReader,
  equalBytes,
  lengthPrefixed,
  uint32,
  uint64,
} from './bytes.ts'
import { ClscError } from './clsc-error.ts'
import { type Domain, label } from './domain.ts'
import { POINT_BYTES } from './group.ts'
import { type PublicKey, parsePublicKey } from './public-key.ts'
import { SIGNATURE_BYTES } from './signature.ts'

const BLOCK_BYTES = 256
const HASH_BYTES = 32
const MESSAGE_ID_BYTES = 16
export const MAX_CORE_BYTES = 0xffff
/** Record 0 sealed, tag included. */
export const MAX_RECORD_BYTES = 2 ** 20
/** rdig of several recipients who are not told of each other. */
const UNDISCLOSED = new Uint8Array(HASH_BYTES)

/** What record 0 says, only to recipients: who sent it, when, to whom. */
export type SenderRecord = {
  sender: PublicKey
  /** Unix ms, by the sender's clock. */
  timestampMs: number
  messageId: Uint8Array
  recipientsDigest: Uint8Array
  /** With LIST: pkHashes of all recipients, strictly ascending. */
  recipients: Uint8Array[]
}

export type RecordShape = { early: boolean; list: boolean; stanzas: readonly unknown[] }

/** rdig: the pkHash of the one recipient; a digest of all with LIST; 32 zeros for several undisclosed ones. */
export function recipientsDigest(
  domain: Domain,
  list: boolean,
  sortedHashes: readonly Uint8Array[],
): Uint8Array {
  if (list) return domain.backend.sha256(label('rlist'), ...sortedHashes)
  const [only, ...others] = sortedHashes
  return only === undefined || others.length > 0 ? UNDISCLOSED : only
}

export function encodeCore(record: SenderRecord): Uint8Array {
  return concatBytes(
    record.sender.bytes,
    uint64(record.timestampMs),
    record.messageId,
    record.recipientsDigest,
    ...record.recipients,
  )
}

/** u32 |core| ‖ core ‖ [σ0], padded with zeros to the next multiple of 256: hides the length of the sender's name. */
export function encodeRecord(core: Uint8Array, earlySignature: Uint8Array | undefined): Uint8Array {
  const content = concatBytes(uint32(core.length), core, earlySignature ?? new Uint8Array())
  const padded = new Uint8Array(Math.ceil(content.length / BLOCK_BYTES) * BLOCK_BYTES)
  padded.set(content)
  return padded
}

/**
 * Splits a decrypted record 0. Throws `malformed` for non-zero padding, padding of another length than the next multiple
 * of 256 asks for, or a core over 65,535 bytes.
 */
export function parseRecord(
  record: Uint8Array,
  early: boolean,
): { core: Uint8Array; earlySignature: Uint8Array | undefined } {
  const reader = createByteReader(record, 'malformed', 'first record')
  const length = reader.uint32()
  if (length > MAX_CORE_BYTES) throw new ClscError('malformed', 'The core is too long.')
  const core = reader.take(length)
  const earlySignature = early ? reader.take(SIGNATURE_BYTES) : undefined
  const used = record.length - reader.remaining()
  if (record.length !== Math.ceil(used / BLOCK_BYTES) * BLOCK_BYTES)
    throw new ClscError('malformed', 'The padding has another length.')
  if (reader.take(reader.remaining()).some((byte) => byte !== 0))
    throw new ClscError('malformed', 'The padding is not zero.')
  return { core, earlySignature }
}

/** Parses a core that was sent with this header. Throws `malformed`, also when the sender's key is no proper key. */
export function parseCore(domain: Domain, core: Uint8Array, shape: RecordShape): SenderRecord {
  const reader = createByteReader(core, 'malformed', 'core')
  const keyLength = reader.take(reader.uint16() + 8 + 2 * POINT_BYTES).length + 2
  const sender = parsePublicKey(domain, core.subarray(0, keyLength), 'malformed')
  const timestampMs = reader.uint64()
  const messageId = reader.take(MESSAGE_ID_BYTES)
  const digest = reader.take(HASH_BYTES)
  const recipients = shape.list ? shape.stanzas.map(() => reader.take(HASH_BYTES)) : []
  reader.end()
  return { sender, timestampMs, messageId, recipientsDigest: digest, recipients }
}

/**
 * That the signed recipients include `ownHash` and nobody was slipped in. Throws `not-recipient` when they do not, and
 * `malformed` when list, digest and number of recipients contradict each other.
 */
export function checkRecipients(
  domain: Domain,
  record: SenderRecord,
  shape: RecordShape,
  ownHash: Uint8Array,
): void {
  const { recipients } = record
  if (shape.list) {
    const ascending = recipients.every((hash, index) => {
      const previous = recipients[index - 1]
      return previous === undefined || compareBytes(previous, hash) < 0
    })
    const expected = recipientsDigest(domain, true, recipients)
    if (!ascending || !equalBytes(record.recipientsDigest, expected))
      throw new ClscError('malformed', 'The list of recipients contradicts itself.')
    if (!recipients.some((hash) => equalBytes(hash, ownHash)))
      throw new ClscError('not-recipient', 'The sender did not list this key.')
    return
  }
  if (shape.stanzas.length === 1) {
    if (!equalBytes(record.recipientsDigest, ownHash))
      throw new ClscError('not-recipient', 'The sender meant somebody else.')
    return
  }
  if (!equalBytes(record.recipientsDigest, UNDISCLOSED))
    throw new ClscError('malformed', 'Several undisclosed recipients have a digest of zeros.')
}

/** SHA-256(L("sig0") ‖ HH ‖ lp(core)): what EARLY signs. */
export function earlyDigest(domain: Domain, hash: Uint8Array, core: Uint8Array): Uint8Array {
  return domain.backend.sha256(label('sig0'), hash, lengthPrefixed(core))
}

/** SHA-256(L("sig1") ‖ HH ‖ lp(core) ‖ root ‖ u64 length): header, recipients, sender, time and content in one. */
export function finalDigest(
  domain: Domain,
  hash: Uint8Array,
  core: Uint8Array,
  root: Uint8Array,
  plaintextBytes: number,
): Uint8Array {
  return domain.backend.sha256(label('sig1'), hash, lengthPrefixed(core), root, uint64(plaintextBytes))
}
