import { concatBytes } from './bytes.ts'
import type { Domain } from './domain.ts'
import { createSealer, type SealOptions } from './sealer.ts'

/**
 * Signs and encrypts `plaintext` for the recipients: 543 bytes more for one of them at the default options, 56 for each
 * further one, 16 for each further chunk. Throws `misuse`, `epoch`.
 */
export function signcrypt(domain: Domain, plaintext: Uint8Array, options: SealOptions): Uint8Array {
  const sealer = createSealer(domain, options)
  const chunks = sealer.push(plaintext)
  return concatBytes(sealer.head, ...chunks, sealer.finish())
}
