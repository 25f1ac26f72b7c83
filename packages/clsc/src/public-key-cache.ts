import { bytesKey } from './bytes.ts'
import type { PublicKey } from './public-key.ts'

/** Keys of one domain that are already decoded: saves three point operations per message of a known sender. */
export type PublicKeyCache = {
  get: (bytes: Uint8Array) => PublicKey | undefined
  put: (key: PublicKey) => void
}

/** Holds at most `limit` keys, about 2 KB each; the least recently used one goes. */
export function createPublicKeyCache(limit = 1024): PublicKeyCache {
  const keys = new Map<string, PublicKey>()
  return {
    get: (bytes) => {
      const index = bytesKey(bytes)
      const key = keys.get(index)
      if (key === undefined) return undefined
      keys.delete(index)
      keys.set(index, key)
      return key
    },
    put: (key) => {
      keys.set(bytesKey(key.bytes), key)
      if (keys.size <= limit) return
      for (const oldest of keys.keys()) {
        keys.delete(oldest)
        return
      }
    },
  }
}
