import type { Backend } from './backend.ts'
import { ClscError } from './clsc-error.ts'

/** The last byte of a nonce: no record passes for one of another kind or place (STREAM, Hoang et al. 2015). */
export const RECORD = { chunk: 0, lastChunk: 1, core: 2, trailer: 3 } as const
type RecordType = (typeof RECORD)[keyof typeof RECORD]

export type RecordCipher = {
  seal: (index: number, type: RecordType, plaintext: Uint8Array) => Uint8Array
  /** Throws `bad-ciphertext`. */
  open: (index: number, type: RecordType, ciphertext: Uint8Array) => Uint8Array
}

export function createRecordCipher(backend: Backend, key: Uint8Array): RecordCipher {
  return {
    seal: (index, type, plaintext) => backend.seal(key, recordNonce(index, type), plaintext),
    open: (index, type, ciphertext) => {
      const plaintext = backend.open(key, recordNonce(index, type), ciphertext)
      if (plaintext === undefined)
        throw new ClscError('bad-ciphertext', 'A record was altered, moved or cut.')
      return plaintext
    },
  }
}

/** nonce(i, type) = i as 11 bytes ‖ type; i stays below 2^53. */
function recordNonce(index: number, type: RecordType): Uint8Array {
  const nonce = new Uint8Array(12)
  new DataView(nonce.buffer).setBigUint64(3, BigInt(index))
  nonce[11] = type
  return nonce
}
