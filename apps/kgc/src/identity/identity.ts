import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { writeDurably } from '../files/write-durably.ts'
import type { SealKey } from '../seal/seal-key.ts'
import { createCertificate } from './certificate.ts'

/** Who a node is towards the others: an Ed25519 key, for TLS and nothing else. */
export type Identity = {
  /** Raw, 0x-hex: what the others' rosters hold. */
  publicKey: string
  privateKeyPem: string
  certificatePem: string
}

const PURPOSE = 'identity'

const pathIn = (folder: string): string => join(folder, 'identity.sealed')

/** Makes the identity of a new data folder, or gives the one it has. */
export function ensureIdentity(folder: string, sealKey: SealKey): Identity {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(pathIn(folder))) {
    const { privateKey } = generateKeyPairSync('ed25519')
    const encoded = privateKey.export({ format: 'der', type: 'pkcs8' })
    writeDurably(pathIn(folder), sealKey.seal(PURPOSE, encoded))
  }
  return loadIdentity(folder, sealKey)
}

/** Throws KGC_FILE_INVALID when there is none, or the seal key is another one. */
export function loadIdentity(folder: string, sealKey: SealKey): Identity {
  if (!existsSync(pathIn(folder)))
    throw new AppError(
      'KGC_FILE_INVALID',
      `There is no identity in ${folder}: make one with npm run setup -w @network3/kgc.`,
    )
  const encoded = sealKey.open(PURPOSE, readFileSync(pathIn(folder)))
  const privateKey = createPrivateKey({ key: Buffer.from(encoded), format: 'der', type: 'pkcs8' })
  return {
    publicKey: publicKeyHex(createPublicKey(privateKey)),
    privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificatePem: createCertificate(privateKey),
  }
}

/** The raw 32 bytes of an Ed25519 key as 0x-hex; of any other key something no roster holds. */
export function publicKeyHex(key: KeyObject): string {
  if (key.asymmetricKeyType !== 'ed25519') return `not ed25519 but ${key.asymmetricKeyType}`
  return `0x${key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')}`
}
