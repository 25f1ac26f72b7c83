import { compareBytes, concatBytes, uint32 } from '../bytes.ts'
import { createChunkTree } from '../chunk-tree.ts'
import type { Domain } from '../domain.ts'
import { encodeUncommittedHeader, type HeaderFields } from '../header.ts'
import { encapsulate } from '../kem.ts'
import { headerCommitment, headerHash, payloadKey } from '../key-schedule.ts'
import type { PublicKey } from '../public-key.ts'
import { createRecordCipher, RECORD } from '../record-cipher.ts'
import {
  earlyDigest,
  encodeCore,
  encodeRecord,
  finalDigest,
  recipientsDigest,
  type SenderRecord,
} from '../sender-record.ts'
import { clSign } from '../signature.ts'
import type { UserKey } from '../user-key.ts'
import { NOON_MS } from './fixture-people.ts'

export type AssembleOptions = {
  sender: UserKey
  recipients: readonly PublicKey[]
  chunks?: Uint8Array[]
  dek?: Uint8Array
  early?: boolean
  list?: boolean
  header?: (fields: HeaderFields) => HeaderFields
  core?: (record: SenderRecord) => SenderRecord
  coreBytes?: (core: Uint8Array) => Uint8Array
  record?: (record: Uint8Array) => Uint8Array
  sign?: (digest: Uint8Array) => Uint8Array
  plaintextBytes?: number
}

/**
 * Puts a message together step by step, with any step replaced: what a dishonest sender or an insider who knows the
 * dek can do, and the library's own sealer cannot. With no replacement it makes an ordinary message.
 */
export function assembleMessage(domain: Domain, options: AssembleOptions): Uint8Array {
  const { sender, recipients, chunks = [Uint8Array.of(1, 2, 3)], early = false, list = false } = options
  const dek = options.dek ?? domain.backend.randomBytes(32)
  const same = <T>(value: T): T => value
  const sign = options.sign ?? ((digest: Uint8Array) => clSign(domain, sender, digest))
  const hashes = recipients.map((recipient) => recipient.hash).sort(compareBytes)
  const core = (options.coreBytes ?? same)(
    encodeCore(
      (options.core ?? same)({
        sender: sender.publicKey,
        timestampMs: NOON_MS,
        messageId: domain.backend.randomBytes(16),
        recipientsDigest: recipientsDigest(domain, list, hashes),
        recipients: list ? hashes : [],
      }),
    ),
  )
  const uncommitted = encodeUncommittedHeader(
    (options.header ?? same)({
      early,
      list,
      kgcId: domain.kgcId,
      chunkLog: 10,
      ...encapsulate(domain, dek, recipients),
    }),
  )
  const header = concatBytes(uncommitted, headerCommitment(domain, dek, uncommitted))
  const hash = headerHash(domain, header, new Uint8Array())
  const cipher = createRecordCipher(domain.backend, payloadKey(domain, dek, hash))
  const earlySignature = early ? sign(earlyDigest(domain, hash, core)) : undefined
  const record = cipher.seal(0, RECORD.core, (options.record ?? same)(encodeRecord(core, earlySignature)))
  const tree = createChunkTree(domain.backend)
  const sealed = chunks.map((chunk, index) => {
    tree.append(chunk)
    return cipher.seal(index, index === chunks.length - 1 ? RECORD.lastChunk : RECORD.chunk, chunk)
  })
  const plaintextBytes = options.plaintextBytes ?? chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  const signature = sign(finalDigest(domain, hash, core, tree.root(), plaintextBytes))
  const trailer = cipher.seal(chunks.length, RECORD.trailer, signature)
  return concatBytes(header, uint32(record.length), record, ...sealed, trailer)
}
