import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import type { Address, LocalAccount } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { openSecretKey, readSecretKeyFile } from '../wallet/secret-key-file.ts'
import type { CliEnv } from './env.ts'

export const walletPathOf = ({ home }: CliEnv) => join(home, 'wallet.json')

/** The wallet of N3_PRIVATE_KEY, or the one that is kept. Throws KEY_NOT_FOUND, and as openSecretKey does. */
export async function openWallet(env: CliEnv): Promise<LocalAccount> {
  if (env.wallet !== undefined) return env.wallet
  const file = await readSecretKeyFile(walletPathOf(env))
  if (file !== undefined) return privateKeyToAccount(await openSecretKey(file, env.passphrase))
  throw noWallet()
}

/** Its address, which is public: without the passphrase. Throws KEY_NOT_FOUND. */
export async function addressOf(env: CliEnv): Promise<Address> {
  const address = env.wallet?.address ?? (await readSecretKeyFile(walletPathOf(env)))?.address
  if (address !== undefined) return address
  throw noWallet()
}

function noWallet(): AppError {
  return new AppError(
    'KEY_NOT_FOUND',
    'There is no wallet yet: run `n3 wallet create`, or set N3_PRIVATE_KEY.',
  )
}
