import { readFile } from 'node:fs/promises'
import { AppError } from '@network3/core/app-error'
import { type Address, bytesToHex, getAddress, type Hex, hexToBytes } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { z } from 'zod'
import { writePrivate } from '../files/write-private.ts'
import { protect, protectedSchema, unprotect } from '../keys/protect.ts'

const fileSchema = z.strictObject({
  version: z.literal(1),
  address: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/)
    .transform((text) => getAddress(text)),
  secret: protectedSchema,
})
export type SecretKeyFile = z.infer<typeof fileSchema>

/** Keeps a secp256k1 key under a passphrase, or as it is without one. Throws FILE_EXISTS. */
export async function writeSecretKey(
  path: string,
  privateKey: Hex,
  passphrase: string | undefined,
): Promise<Address> {
  const address = privateKeyToAddress(privateKey)
  const secret = await protect(hexToBytes(privateKey), passphrase)
  await writePrivate(path, `${JSON.stringify({ version: 1, address, secret }, undefined, 2)}\n`)
  return address
}

/** What is public in such a file; undefined where there is none. Throws KEY_FILE_INVALID. */
export async function readSecretKeyFile(path: string): Promise<SecretKeyFile | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    return fileSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('KEY_FILE_INVALID', `${path} holds no key of n3.`, { cause })
  }
}

/** Throws PASSPHRASE_MISSING, PASSPHRASE_WRONG, KEY_FILE_INVALID for a key that is not of the file's address. */
export async function openSecretKey(file: SecretKeyFile, passphrase: string | undefined): Promise<Hex> {
  const privateKey = bytesToHex(await unprotect(file.secret, passphrase))
  if (privateKeyToAddress(privateKey) === file.address) return privateKey
  throw new AppError('KEY_FILE_INVALID', `The key file of ${file.address} holds another key.`)
}
