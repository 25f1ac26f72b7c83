import { AEAD_TAG_BYTES } from './backend.ts'
import { bytesKey, concatBytes, createByteReader, equalBytes, uint8, uint16, utf8 } from './bytes.ts'
import { ClscError } from './clsc-error.ts'
import { POINT_BYTES } from './group.ts'

const MAGIC = utf8('N3SC')
const VERSION = 1
const SUITE = 1
const FLAG_EARLY = 1
const FLAG_LIST = 2
const STANZA_TAG_BYTES = 8
const DEK_BYTES = 32
const STANZA_BYTES = STANZA_TAG_BYTES + DEK_BYTES + AEAD_TAG_BYTES
const COMMITMENT_BYTES = 32

export const MIN_CHUNK_LOG = 10
export const MAX_CHUNK_LOG = 22
export const DEFAULT_CHUNK_LOG = 16
export const MAX_RECIPIENTS = 4096
/** Up to and including nRec: enough to know how long the header is. */
export const HEADER_PREFIX_BYTES = 19

/** tag ‖ AEAD(KEK, 0^12, dek): 56 bytes for each recipient. */
export type Stanza = { tag: Uint8Array; sealedDek: Uint8Array }

export type HeaderFields = {
  /** σ0 is in record 0: the sender is authenticated before the first chunk. */
  early: boolean
  /** Record 0 names all recipients to each of them. */
  list: boolean
  kgcId: Uint8Array
  /** log2 of the chunk's plaintext bytes, 10 to 22. */
  chunkLog: number
  /** E = eG. */
  ephemeral: Uint8Array
  stanzas: Stanza[]
}

/** A parsed header, its bytes and those before the commitment. */
export type Header = HeaderFields & { commitment: Uint8Array; bytes: Uint8Array; uncommitted: Uint8Array }

/** The header without its last 32 bytes, over which the commitment is made. */
export function encodeUncommittedHeader(fields: HeaderFields): Uint8Array {
  return concatBytes(
    MAGIC,
    uint8(VERSION),
    uint16(SUITE),
    uint8((fields.early ? FLAG_EARLY : 0) | (fields.list ? FLAG_LIST : 0)),
    fields.kgcId,
    uint8(fields.chunkLog),
    uint16(fields.stanzas.length),
    fields.ephemeral,
    ...fields.stanzas.flatMap((stanza) => [stanza.tag, stanza.sealedDek]),
  )
}

/** Length in bytes of the header whose first 19 bytes these are. Throws `malformed` as parseHeader does. */
export function headerLength(prefix: Uint8Array): number {
  const { count } = readPrefix(prefix.subarray(0, HEADER_PREFIX_BYTES))
  return HEADER_PREFIX_BYTES + POINT_BYTES + count * STANZA_BYTES + COMMITMENT_BYTES
}

/**
 * Parses exactly one header. Throws `malformed` for another magic, version or suite, unknown flags, a chunkLog outside
 * 10..22, no or more than 4096 recipients, one recipient with LIST, a repeated stanza, missing or trailing bytes.
 */
export function parseHeader(bytes: Uint8Array): Header {
  const { count, ...fields } = readPrefix(bytes.subarray(0, HEADER_PREFIX_BYTES))
  const reader = createByteReader(bytes.subarray(HEADER_PREFIX_BYTES), 'malformed', 'header')
  const ephemeral = reader.take(POINT_BYTES)
  const stanzas: Stanza[] = []
  const tags = new Set<string>()
  for (let index = 0; index < count; index++) {
    const tag = reader.take(STANZA_TAG_BYTES)
    tags.add(bytesKey(tag))
    stanzas.push({ tag, sealedDek: reader.take(STANZA_BYTES - STANZA_TAG_BYTES) })
  }
  const commitment = reader.take(COMMITMENT_BYTES)
  reader.end()
  if (tags.size !== count) throw new ClscError('malformed', 'A recipient occurs twice.')
  const uncommitted = bytes.subarray(0, bytes.length - COMMITMENT_BYTES)
  return { ...fields, ephemeral, stanzas, commitment, bytes, uncommitted }
}

function readPrefix(prefix: Uint8Array) {
  const reader = createByteReader(prefix, 'malformed', 'header')
  if (!equalBytes(reader.take(MAGIC.length), MAGIC)) refuse('This is not an N3SC message.')
  if (reader.uint8() !== VERSION) refuse('The version is unknown.')
  if (reader.uint16() !== SUITE) refuse('The suite is unknown.')
  const flags = reader.uint8()
  if ((flags & ~(FLAG_EARLY | FLAG_LIST)) !== 0) refuse('A flag is unknown.')
  const kgcId = reader.take(8)
  const chunkLog = reader.uint8()
  if (chunkLog < MIN_CHUNK_LOG || chunkLog > MAX_CHUNK_LOG) refuse('The chunk size is out of range.')
  const count = reader.uint16()
  if (count < 1 || count > MAX_RECIPIENTS) refuse('The number of recipients is out of range.')
  const list = (flags & FLAG_LIST) !== 0
  if (list && count === 1) refuse('A list of one recipient is not sent.')
  return { early: (flags & FLAG_EARLY) !== 0, list, kgcId, chunkLog, count }
}

function refuse(sentence: string): never {
  throw new ClscError('malformed', sentence)
}
