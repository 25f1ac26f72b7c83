import type { Address, LocalAccount } from 'viem'
import { noWallet, openWallet, walletPathOf } from '../wallet/open-wallet.ts'
import { readSecretKeyFile } from '../wallet/secret-key-file.ts'
import type { CliEnv } from './env.ts'

/** The wallet of N3_PRIVATE_KEY, or the one that is kept. Throws KEY_NOT_FOUND, and as openSecretKey does. */
export async function openOwnWallet({ wallet, home, passphrase }: CliEnv): Promise<LocalAccount> {
  return wallet ?? openWallet(home, passphrase)
}

/** Its address, which is public: without the passphrase. Throws KEY_NOT_FOUND. */
export async function addressOf({ wallet, home }: CliEnv): Promise<Address> {
  const address = wallet?.address ?? (await readSecretKeyFile(walletPathOf(home)))?.address
  if (address !== undefined) return address
  throw noWallet()
}
