import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Address, getAddress, isAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount, privateKeyToAddress } from 'viem/accounts'
import { openSecretKey, readSecretKeyFile, writeSecretKey } from '../wallet/secret-key-file.ts'
import type { SessionKeys } from './session-keys.ts'

const SUFFIX = '.session.json'

/** Session keys as files of a folder (0700, files 0600), each under the passphrase when there is one. */
export function openSessionKeys(folder: string, passphrase: string | undefined): SessionKeys {
  const pathOf = (address: Address) => join(folder, `${address.toLowerCase()}${SUFFIX}`)
  return {
    create: async () => {
      const privateKey = generatePrivateKey()
      await writeSecretKey(pathOf(privateKeyToAddress(privateKey)), privateKey, passphrase)
      return privateKeyToAccount(privateKey)
    },
    read: async (address) => {
      const file = await readSecretKeyFile(pathOf(address))
      return file === undefined ? undefined : privateKeyToAccount(await openSecretKey(file, passphrase))
    },
    list: async () => {
      const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return []
        throw error
      })
      return entries
        .map((entry) => entry.slice(0, -SUFFIX.length))
        .filter((name): name is Address => isAddress(name))
        .map((name) => getAddress(name))
    },
  }
}
