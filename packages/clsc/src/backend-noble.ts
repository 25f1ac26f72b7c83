import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { randomBytes } from '@noble/hashes/utils.js'
import type { Backend } from './backend.ts'

/** Pure JavaScript, for browsers and everywhere else. */
export const nobleBackend: Backend = {
  name: 'noble',
  sha256: (...parts) => {
    const hash = sha256.create()
    for (const part of parts) hash.update(part)
    return hash.digest()
  },
  sha512: (...parts) => {
    const hash = sha512.create()
    for (const part of parts) hash.update(part)
    return hash.digest()
  },
  hkdf: (ikm, salt, info, length) => hkdf(sha256, ikm, salt, info, length),
  seal: (key, nonce, plaintext) => chacha20poly1305(key, nonce).encrypt(plaintext),
  open: (key, nonce, ciphertext) => {
    try {
      return chacha20poly1305(key, nonce).decrypt(ciphertext)
    } catch {
      return undefined
    }
  },
  randomBytes: (length) => randomBytes(length),
}
