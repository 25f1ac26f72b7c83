import { concatBytes, uint32 } from './bytes.ts'
import { type Domain, label } from './domain.ts'

/** com: binds the dek to this header, so that no ciphertext opens under two deks (no partitioning of recipients). */
export function headerCommitment(domain: Domain, dek: Uint8Array, uncommitted: Uint8Array): Uint8Array {
  return domain.backend.hkdf(dek, label('commit'), domain.backend.sha256(uncommitted), 32)
}

/** HH: the header and the additional data in 32 bytes; the message's name in the replay cache too. */
export function headerHash(domain: Domain, header: Uint8Array, aad: Uint8Array): Uint8Array {
  return domain.backend.sha256(
    concatBytes(label('header'), uint32(header.length), header, uint32(aad.length), aad),
  )
}

/** K: the key of record 0, chunks and trailer. */
export function payloadKey(domain: Domain, dek: Uint8Array, hash: Uint8Array): Uint8Array {
  return domain.backend.hkdf(dek, label('payload'), hash, 32)
}
