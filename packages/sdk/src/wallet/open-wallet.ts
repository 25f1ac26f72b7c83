import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import type { LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { openSecretKey, readSecretKeyFile } from './secret-key-file.ts'

export const walletPathOf = (home: string) => join(home, 'wallet.json')

/**
 * The wallet that `n3 wallet create` keeps in a home, by default ~/.n3. Throws KEY_NOT_FOUND, and as openSecretKey does.
 */
export async function openWallet(home: string, passphrase: string | undefined): Promise<LocalAccount> {
  const file = await readSecretKeyFile(walletPathOf(home))
  if (file === undefined) throw noWallet()
  return privateKeyToAccount(await openSecretKey(file, passphrase))
}

export function noWallet(): AppError {
  return new AppError(
    'KEY_NOT_FOUND',
    'There is no wallet yet: run `n3 wallet create`, or set N3_PRIVATE_KEY.',
  )
}
