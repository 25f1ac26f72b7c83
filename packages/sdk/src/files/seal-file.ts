import { type PeerKey, readSelfCertified, verifyBundle } from '@network3/clsc/bundle'
import type { Domain } from '@network3/clsc/domain'
import { signcryptStream } from '@network3/clsc/signcrypt-stream'
import type { UserKey } from '@network3/clsc/user-key'
import { countBytes, type Progress } from './count-bytes.ts'

export type SealOptions = {
  domain: Domain
  sender: UserKey
  recipients: readonly PeerKey[]
  /** Tells recipients who the others are. */
  discloseRecipients?: boolean
  /** Authenticated with the message but not sent: the opener must give the same text. */
  context?: string
  onProgress?: Progress | undefined
}

/**
 * The key in a bundle, checked for now (unix ms). `id` pins the name it must be of; without it the bundle says.
 * Throws ClscError `bad-bundle`, `wrong-id`, `epoch`.
 */
export function readRecipient(
  domain: Domain,
  bundle: Uint8Array,
  { id, nowMs }: { id?: string | undefined; nowMs: number },
): PeerKey {
  const name = id === undefined ? readSelfCertified(domain, bundle).id : new TextEncoder().encode(id)
  return verifyBundle(domain, bundle, { id: name, atMs: nowMs })
}

/** Seals a stream for one or more recipients, in constant memory. Throws ClscError `epoch`, `misuse`. */
export function sealStream(
  source: ReadableStream<Uint8Array>,
  { domain, sender, recipients, discloseRecipients = false, context = '', onProgress }: SealOptions,
): ReadableStream<Uint8Array> {
  const aad = new TextEncoder().encode(context)
  return source
    .pipeThrough(countBytes(onProgress))
    .pipeThrough(signcryptStream(domain, { sender, recipients, discloseRecipients, aad }))
}
