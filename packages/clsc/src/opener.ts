import { AEAD_TAG_BYTES } from './backend.ts'
import { equalBytes } from './bytes.ts'
import { createChunkTree } from './chunk-tree.ts'
import { assertBytes, ClscError } from './clsc-error.ts'
import type { Domain } from './domain.ts'
import { createHeadReader } from './head-reader.ts'
import { parseHeader } from './header.ts'
import { decapsulate } from './kem.ts'
import { headerCommitment, headerHash, payloadKey } from './key-schedule.ts'
import { checkPolicy, checkReplay, type OpenPolicy } from './open-policy.ts'
import type { PublicKey } from './public-key.ts'
import { createRechunker } from './rechunker.ts'
import { createRecordCipher, RECORD } from './record-cipher.ts'
import { checkRecipients, earlyDigest, finalDigest, parseCore, parseRecord } from './sender-record.ts'
import { clVerify, SIGNATURE_BYTES } from './signature.ts'
import type { UserKey } from './user-key.ts'

const TRAILER_BYTES = SIGNATURE_BYTES + AEAD_TAG_BYTES

export type OpenOptions = {
  /** The receiver's keys to try, usually of the current and the previous epoch. */
  keys: readonly UserKey[]
  /** What the sender gave as aad. */
  aad?: Uint8Array
  policy: OpenPolicy
  /** Refuse (`bad-signature`) messages whose sender is not authenticated before the first chunk. */
  requireEarly?: boolean
}

/** What a verified message says about itself. */
export type Opened = {
  /** Proven to hold x and d of this key, hence vouched for under this name and epoch by the KGC. */
  sender: PublicKey
  /** The signed time, unix ms. */
  timestampMs: number
  /** 16 random bytes of the sender. */
  messageId: Uint8Array
  /** Which of `keys` it was sent to. */
  recipient: PublicKey
  /** pkHashes of all recipients when the sender disclosed them, otherwise empty. */
  recipients: Uint8Array[]
  /** HH, as the replay guard names this message. */
  headerHash: Uint8Array
}

/** The synchronous core under bytes and streams alike. After a refusal, and after finish, it only throws `misuse`. */
export type Opener = {
  /**
   * Plaintext of the chunks that these bytes complete. It is UNVERIFIED until finish returns: a recipient who conspires could have altered it, and without EARLY the sender is not proven either.
   */
  push: (ciphertext: Uint8Array) => Uint8Array[]
  /** The sender as soon as σ0 has proven it; undefined before, and for messages without EARLY. */
  earlySender: () => PublicKey | undefined
  /** The last plaintext and what is proven. Throws when anything was not as it must be. */
  finish: () => { plaintext: Uint8Array; opened: Opened }
}

type Body = ReturnType<typeof openHead>

/** Every function of the opener throws ClscError with an OpenReason. `misuse` for bad options. */
export function createOpener(domain: Domain, options: OpenOptions): Opener {
  if (options.keys.length === 0)
    throw new ClscError('misuse', 'At least one key is needed to open a message.')
  assertBytes(options.aad ?? new Uint8Array(), 'aad')
  const head = createHeadReader()
  let body: Body | undefined
  let ended = false
  // Nothing may come after a refusal: whoever ignored it would else read on past what was wrong.
  const step = <T>(last: boolean, work: () => T): T => {
    if (ended) throw new ClscError('misuse', 'The message was refused, or has ended.')
    ended = true
    const result = work()
    ended = last
    return result
  }
  return {
    push: (ciphertext) =>
      step(false, () => {
        assertBytes(ciphertext, 'The ciphertext')
        if (body !== undefined) return body.push(ciphertext)
        const complete = head.push(ciphertext)
        if (complete === undefined) return []
        body = openHead(domain, options, complete.header, complete.record)
        return body.push(complete.rest)
      }),
    earlySender: () => body?.earlySender,
    finish: () =>
      step(true, () => {
        if (body === undefined) throw new ClscError('malformed', 'The message ends in its head.')
        return body.finish()
      }),
  }
}

/** The order of the checks is the scheme's: cheap and public ones first, the replay memory last. */
function openHead(domain: Domain, options: OpenOptions, headerBytes: Uint8Array, sealedRecord: Uint8Array) {
  const header = parseHeader(headerBytes)
  if (!equalBytes(header.kgcId, domain.kgcId))
    throw new ClscError('wrong-kgc', 'The message belongs to another key-generation centre.')
  const { dek, key } = decapsulate(domain, header, options.keys)
  if (!equalBytes(headerCommitment(domain, dek, header.uncommitted), header.commitment))
    throw new ClscError('bad-commitment', 'The header was altered.')
  const hash = headerHash(domain, header.bytes, options.aad ?? new Uint8Array())
  const cipher = createRecordCipher(domain.backend, payloadKey(domain, dek, hash))
  const { core, earlySignature } = parseRecord(cipher.open(0, RECORD.core, sealedRecord), header.early)
  const record = parseCore(domain, core, header)
  checkRecipients(domain, record, header, key.publicKey.hash)
  checkPolicy(options.policy, record)
  if (earlySignature !== undefined)
    verify(domain, record.sender, earlyDigest(domain, hash, core), earlySignature)
  else if (options.requireEarly)
    throw new ClscError('bad-signature', 'The sender is not authenticated before the content.')

  const chunks = createRechunker(2 ** header.chunkLog + AEAD_TAG_BYTES, TRAILER_BYTES)
  const tree = createChunkTree(domain.backend)
  let plaintextBytes = 0
  const open = (sealed: Uint8Array, last: boolean): Uint8Array => {
    const chunk = cipher.open(tree.size(), last ? RECORD.lastChunk : RECORD.chunk, sealed)
    if (last && chunk.length === 0 && tree.size() > 0)
      throw new ClscError('malformed', 'Only an empty message ends with an empty chunk.')
    tree.append(chunk)
    plaintextBytes += chunk.length
    return chunk
  }

  return {
    earlySender: earlySignature === undefined ? undefined : record.sender,
    push: (ciphertext: Uint8Array): Uint8Array[] =>
      Array.from(chunks.push(ciphertext), (sealed) => open(sealed, false)),
    finish: (): { plaintext: Uint8Array; opened: Opened } => {
      const rest = chunks.rest()
      const split = rest.length - TRAILER_BYTES
      if (split < AEAD_TAG_BYTES) throw new ClscError('malformed', 'The message is cut off.')
      const plaintext = open(rest.subarray(0, split), true)
      const signature = cipher.open(tree.size(), RECORD.trailer, rest.subarray(split))
      verify(domain, record.sender, finalDigest(domain, hash, core, tree.root(), plaintextBytes), signature)
      checkReplay(options.policy, hash, record.timestampMs)
      const { sender, timestampMs, messageId, recipients } = record
      const opened = {
        sender,
        timestampMs,
        messageId,
        recipient: key.publicKey,
        recipients,
        headerHash: hash,
      }
      return { plaintext, opened }
    },
  }
}

function verify(domain: Domain, sender: PublicKey, digest: Uint8Array, signature: Uint8Array): void {
  if (!clVerify(domain, sender, digest, signature))
    throw new ClscError('bad-signature', 'The signature is not the named sender’s.')
}
