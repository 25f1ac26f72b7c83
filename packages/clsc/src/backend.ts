/**
 * The symmetric half and the randomness, injected so that one program can take the native one and another the pure one.
 * Every implementation gives the same bytes for the same input; the group always comes from @noble/curves.
 */
export type Backend = {
  name: string
  /** SHA-256 of the parts, one after the other: 32 bytes. */
  sha256: (...parts: Uint8Array[]) => Uint8Array
  /** SHA-512 of the parts, one after the other: 64 bytes. */
  sha512: (...parts: Uint8Array[]) => Uint8Array
  /** HKDF-SHA256 (RFC 5869), extract and expand. */
  hkdf: (ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number) => Uint8Array
  /** ChaCha20-Poly1305 (RFC 8439) without associated data: ciphertext ‖ tag(16). Key 32 bytes, nonce 12. */
  seal: (key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array) => Uint8Array
  /** The plaintext, or undefined when the tag is wrong or missing. */
  open: (key: Uint8Array, nonce: Uint8Array, ciphertext: Uint8Array) => Uint8Array | undefined
  /** Bytes from the system's CSPRNG. */
  randomBytes: (length: number) => Uint8Array
}

export const AEAD_TAG_BYTES = 16
