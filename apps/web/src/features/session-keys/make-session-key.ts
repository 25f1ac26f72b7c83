import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { keepSessionKey } from './key-database.ts'
import type { SessionKey } from './session-key.ts'

/** A new key, kept in this browser before anybody is told its address. Rejects where the browser keeps nothing. */
export async function makeSessionKey(chainId: number): Promise<SessionKey> {
  const privateKey = generatePrivateKey()
  const key: SessionKey = {
    ...{ version: 1, chainId, privateKey },
    address: privateKeyToAddress(privateKey),
    createdAt: new Date().toISOString(),
  }
  await keepSessionKey(key)
  // Asked for once there is something worth keeping; a browser that refuses may clear it when its disk is full.
  await navigator.storage?.persist?.().catch(() => false)
  return key
}
