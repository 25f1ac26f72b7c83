import { nodeBackend } from '@network3/clsc/backend-node'
import { createDomain, type Domain } from '@network3/clsc/domain'
import { isEpochAccepted } from '@network3/clsc/epoch'
import { decodeUserKey, encodeUserKey, type UserKey } from '@network3/clsc/user-key'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'
import { protect, protectedSchema, unprotect } from './protect.ts'

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  /** did:n3:<address>#<label>, public. */
  id: z.string().min(1).max(255),
  /** Ppub of the key-generation centre, 32 bytes in hex. */
  masterPublicKey: z.string().regex(/^[0-9a-f]{64}$/),
  /** Bundles (public) by epoch, newest first, so that a key can be published without its passphrase. */
  bundles: z.array(z.strictObject({ epoch: z.int().nonnegative(), bundle: z.string().regex(/^[0-9a-f]+$/) })),
  /** JSON list of x ‖ d ‖ PK in hex, one per epoch: old ones open what was stored. */
  keys: protectedSchema,
})
export type KeyFile = z.infer<typeof keyFileSchema>

/** A key as it is used: one name, its keys by epoch, newest first. */
export type OwnKey = { id: string; domain: Domain; keys: readonly UserKey[]; isProtected: boolean }

/** Reads what is public in a key file. Throws KEY_FILE_INVALID. */
export function parseKeyFile(text: string, where: string): KeyFile {
  try {
    return keyFileSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('KEY_FILE_INVALID', `${where} is not a key file of n3.`, { cause })
  }
}

/** Opens a key file. Throws PASSPHRASE_MISSING, PASSPHRASE_WRONG, KEY_FILE_INVALID. */
export async function openKeyFile(file: KeyFile, passphrase: string | undefined): Promise<OwnKey> {
  const domain = createDomain(Buffer.from(file.masterPublicKey, 'hex'), nodeBackend)
  const bytes = await unprotect(file.keys, passphrase)
  try {
    const encoded = z
      .array(z.string())
      .min(1)
      .parse(JSON.parse(Buffer.from(bytes).toString()))
    const keys = encoded.map((hex) => decodeUserKey(domain, Buffer.from(hex, 'hex')))
    keys.sort((a, b) => b.publicKey.epoch - a.publicKey.epoch)
    return { id: file.id, domain, keys, isProtected: file.keys.protection !== 'none' }
  } catch (cause) {
    throw new AppError('KEY_FILE_INVALID', `The key file of ${file.id} holds no usable keys.`, { cause })
  }
}

/** What is written to disk. `bundleOf` makes a key's bundle (createBundle of packages/clsc). */
export async function encodeKeyFile(
  key: Pick<OwnKey, 'id' | 'domain' | 'keys'>,
  bundleOf: (key: UserKey) => Uint8Array,
  passphrase: string | undefined,
): Promise<KeyFile> {
  const secrets = key.keys.map((entry) => Buffer.from(encodeUserKey(entry)).toString('hex'))
  return {
    version: 1,
    id: key.id,
    masterPublicKey: Buffer.from(key.domain.masterPublicKey).toString('hex'),
    bundles: key.keys.map((entry) => ({
      epoch: entry.publicKey.epoch,
      bundle: Buffer.from(bundleOf(entry)).toString('hex'),
    })),
    keys: await protect(Buffer.from(JSON.stringify(secrets)), passphrase),
  }
}

/** The key to send with at a time (unix ms): the newest of the current or the previous day. Throws KEY_EXPIRED. */
export function sendingKey(key: OwnKey, atMs: number): UserKey {
  const usable = key.keys.find(({ publicKey }) => isEpochAccepted(publicKey.epoch, atMs))
  if (usable !== undefined) return usable
  throw new AppError(
    'KEY_EXPIRED',
    `The key of ${key.id} is of an earlier day: run \`n3 keys renew\` before sealing with it.`,
  )
}
