import { concatBytes } from './bytes.ts'
import { ClscError, type OpenReason } from './clsc-error.ts'
import type { Domain } from './domain.ts'
import { createOpener, type Opened, type OpenOptions } from './opener.ts'

/** Tell a stranger `ok` at most; the reason is for one's own log. */
export type OpenResult =
  | (Opened & { ok: true; plaintext: Uint8Array })
  | { ok: false; reason: OpenReason; error: ClscError }

/** Opens a whole message: either everything is verified, or nothing is given out. Throws only `misuse`. */
export function unsigncrypt(domain: Domain, message: Uint8Array, options: OpenOptions): OpenResult {
  try {
    const opener = createOpener(domain, options)
    const chunks = opener.push(message)
    const { plaintext, opened } = opener.finish()
    return { ok: true, ...opened, plaintext: concatBytes(...chunks, plaintext) }
  } catch (error) {
    if (error instanceof ClscError && isOpenReason(error.reason))
      return { ok: false, reason: error.reason, error }
    throw error
  }
}

const OPEN_REASONS: readonly string[] = [
  'malformed',
  'wrong-kgc',
  'not-recipient',
  'bad-commitment',
  'bad-ciphertext',
  'bad-signature',
  'epoch',
  'revoked',
  'stale',
  'replay',
] satisfies OpenReason[]

function isOpenReason(reason: string): reason is OpenReason {
  return OPEN_REASONS.includes(reason)
}
