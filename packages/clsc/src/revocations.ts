import { bytesKey } from './bytes.ts'
import type { PublicKey } from './public-key.ts'

/** What KeyDirectory says is no longer trusted: whole names, or single keys by pkHash. */
export type Revocations = {
  revokeName: (id: Uint8Array) => void
  revokeKey: (pkHash: Uint8Array) => void
  /** Fits `isRevoked` of policies and verifyBundle as it is. */
  isRevoked: (key: PublicKey) => boolean
}

export function createRevocations(): Revocations {
  const names = new Set<string>()
  const keys = new Set<string>()
  return {
    revokeName: (id) => {
      names.add(bytesKey(id))
    },
    revokeKey: (pkHash) => {
      keys.add(bytesKey(pkHash))
    },
    isRevoked: (key) => names.has(bytesKey(key.id)) || keys.has(bytesKey(key.hash)),
  }
}
