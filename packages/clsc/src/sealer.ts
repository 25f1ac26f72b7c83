import type { PeerKey } from './bundle.ts'
import { compareBytes, concatBytes, uint32 } from './bytes.ts'
import { createChunkTree } from './chunk-tree.ts'
import { assertBytes, ClscError } from './clsc-error.ts'
import type { Domain } from './domain.ts'
import { epochAt, isEpochAccepted } from './epoch.ts'
import {
  DEFAULT_CHUNK_LOG,
  encodeUncommittedHeader,
  MAX_CHUNK_LOG,
  MAX_RECIPIENTS,
  MIN_CHUNK_LOG,
} from './header.ts'
import { encapsulate } from './kem.ts'
import { headerCommitment, headerHash, payloadKey } from './key-schedule.ts'
import { createRechunker } from './rechunker.ts'
import { createRecordCipher, RECORD } from './record-cipher.ts'
import {
  earlyDigest,
  encodeCore,
  encodeRecord,
  finalDigest,
  MAX_CORE_BYTES,
  recipientsDigest,
} from './sender-record.ts'
import { clSign } from './signature.ts'
import type { UserKey } from './user-key.ts'

export type SealOptions = {
  /** The sender's key of the current or the previous epoch. */
  sender: UserKey
  /** 1 to 4096 distinct keys out of verifyBundle. */
  recipients: readonly PeerKey[]
  /** Authenticated with the message but not sent; the opener must give the same. Empty by default. */
  aad?: Uint8Array
  /** Signs the head too, so that a streaming opener knows the sender before the first chunk. 96 bytes, one signature. */
  early?: boolean
  /** Tells every recipient who the others are. Without it only their number shows. */
  discloseRecipients?: boolean
  /** log2 of the chunk size in bytes, 10 to 22; 16 by default. */
  chunkLog?: number
  /** The signed time, unix ms; now by default. */
  timestampMs?: number
}

/** The synchronous core under bytes and streams alike: head, then chunks, then finish; the pieces in order are the message. */
export type Sealer = {
  /** Header and record 0. */
  head: Uint8Array
  /** The sealed chunks that these plaintext bytes complete. */
  push: (plaintext: Uint8Array) => Uint8Array[]
  /** The last chunk and the trailer. */
  finish: () => Uint8Array
}

/**
 * Begins a message. Throws `misuse` for a bad option or a recipient given twice, `epoch` when a key is neither of the
 * current nor of the previous epoch at `timestampMs`.
 */
export function createSealer(domain: Domain, options: SealOptions): Sealer {
  const { sender, recipients, early = false, chunkLog = DEFAULT_CHUNK_LOG } = options
  const { aad = new Uint8Array(), timestampMs = Date.now() } = options
  const { backend } = domain
  assertBytes(aad, 'aad')
  checkOptions(sender, recipients, chunkLog, timestampMs)
  const hashes = recipients.map((recipient) => recipient.hash).sort(compareBytes)
  if (hashes.some((hash, index) => index > 0 && compareBytes(hash, hashes[index - 1] ?? hash) === 0))
    throw new ClscError('misuse', 'A recipient is given twice.')
  const list = options.discloseRecipients === true && recipients.length > 1

  const core = encodeCore({
    sender: sender.publicKey,
    timestampMs,
    messageId: backend.randomBytes(16),
    recipientsDigest: recipientsDigest(domain, list, hashes),
    recipients: list ? hashes : [],
  })
  if (core.length > MAX_CORE_BYTES)
    throw new ClscError('misuse', 'There are too many recipients to disclose them.')

  const dek = backend.randomBytes(32)
  const uncommitted = encodeUncommittedHeader({
    early,
    list,
    kgcId: domain.kgcId,
    chunkLog,
    ...encapsulate(domain, dek, recipients),
  })
  const header = concatBytes(uncommitted, headerCommitment(domain, dek, uncommitted))
  const hash = headerHash(domain, header, aad)
  const cipher = createRecordCipher(backend, payloadKey(domain, dek, hash))
  const earlySignature = early ? clSign(domain, sender, earlyDigest(domain, hash, core)) : undefined
  const record = cipher.seal(0, RECORD.core, encodeRecord(core, earlySignature))

  const chunks = createRechunker(2 ** chunkLog, 0)
  const tree = createChunkTree(backend)
  let plaintextBytes = 0
  let finished = false
  const seal = (chunk: Uint8Array, last: boolean): Uint8Array => {
    const index = tree.size()
    tree.append(chunk)
    plaintextBytes += chunk.length
    return cipher.seal(index, last ? RECORD.lastChunk : RECORD.chunk, chunk)
  }
  const assertOpen = () => {
    if (finished) throw new ClscError('misuse', 'The message is finished.')
  }

  return {
    head: concatBytes(header, uint32(record.length), record),
    push: (plaintext) => {
      assertOpen()
      assertBytes(plaintext, 'The plaintext')
      return Array.from(chunks.push(plaintext), (chunk) => seal(chunk, false))
    },
    finish: () => {
      assertOpen()
      finished = true
      const last = seal(chunks.rest(), true)
      const signature = clSign(domain, sender, finalDigest(domain, hash, core, tree.root(), plaintextBytes))
      return concatBytes(last, cipher.seal(tree.size(), RECORD.trailer, signature))
    },
  }
}

function checkOptions(
  sender: UserKey,
  recipients: readonly PeerKey[],
  chunkLog: number,
  timestampMs: number,
): void {
  if (recipients.length < 1 || recipients.length > MAX_RECIPIENTS)
    throw new ClscError('misuse', `A message has 1 to ${MAX_RECIPIENTS} recipients.`)
  if (!Number.isInteger(chunkLog) || chunkLog < MIN_CHUNK_LOG || chunkLog > MAX_CHUNK_LOG)
    throw new ClscError('misuse', `chunkLog is a whole number from ${MIN_CHUNK_LOG} to ${MAX_CHUNK_LOG}.`)
  if (!Number.isSafeInteger(timestampMs) || timestampMs < 0)
    throw new ClscError('misuse', 'The timestamp is in whole milliseconds since 1970.')
  for (const key of [sender.publicKey, ...recipients]) {
    if (!isEpochAccepted(key.epoch, timestampMs))
      throw new ClscError(
        'epoch',
        `A key of epoch ${key.epoch} is not used in epoch ${epochAt(timestampMs)}.`,
      )
  }
}
