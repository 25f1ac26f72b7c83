import { type Hex, isHex } from '@network3/core/hex'
import { generatePrivateKey } from 'viem/accounts'

const KEY = 'network3.demo-wallet.key'

/**
 * The demo wallet's private key: made in this browser, kept in its storage in the clear. That is acceptable on a
 * chain whose money is worth nothing, and on no other; createDemoConnector refuses every other chain.
 */
export function readOrCreateDemoKey(storage: Pick<Storage, 'getItem' | 'setItem'>): Hex {
  const kept = storage.getItem(KEY)
  if (kept !== null && isHex(kept, 32)) return kept
  const key = generatePrivateKey()
  storage.setItem(KEY, key)
  return key
}
