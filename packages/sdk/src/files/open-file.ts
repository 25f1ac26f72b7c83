import type { Domain } from '@network3/clsc/domain'
import type { OpenPolicy } from '@network3/clsc/open-policy'
import type { Opened } from '@network3/clsc/opener'
import { unsigncryptStream } from '@network3/clsc/unsigncrypt-stream'
import type { UserKey } from '@network3/clsc/user-key'
import { countBytes, type Progress } from './count-bytes.ts'

export type OpenOptions = {
  domain: Domain
  keys: readonly UserKey[]
  policy: OpenPolicy
  /** What the sender gave as context. */
  context?: string
  onProgress?: Progress | undefined
}

/**
 * Opens a sealed stream, in constant memory. The plaintext is unverified until `opened` resolves: write it somewhere it
 * can be thrown away. Errs with a ClscError of an OpenReason.
 */
export function openStream(
  source: ReadableStream<Uint8Array>,
  { domain, keys, policy, context = '', onProgress }: OpenOptions,
): { plaintext: ReadableStream<Uint8Array>; opened: Promise<Opened> } {
  const opener = unsigncryptStream(domain, { keys, policy, aad: new TextEncoder().encode(context) })
  const plaintext = source.pipeThrough(countBytes(onProgress)).pipeThrough(opener)
  return { plaintext, opened: opener.opened }
}
