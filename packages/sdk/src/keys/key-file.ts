import { nodeBackend } from '@network3/clsc/backend-node'
import { createDomain } from '@network3/clsc/domain'
import {
  decodeUserKey,
  decodeUserSecret,
  encodeUserKey,
  encodeUserSecret,
  type UserKey,
} from '@network3/clsc/user-key'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'
import { newestFirst, type OwnKey } from './own-key.ts'
import { protect, protectedSchema, unprotect } from './protect.ts'

const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/, 'not hex')
const epoch = z.int().nonnegative()

const keyFileSchema = z.strictObject({
  version: z.literal(1),
  /** did:n3:<address>#<label>, public. */
  id: z.string().min(1).max(255),
  /** Ppub of the key-generation centre. */
  masterPublicKey: hex.length(64),
  /** Public bundles by epoch, so that a key can be published without its passphrase. None before the first is issued. */
  bundles: z.array(z.strictObject({ epoch, bundle: hex })),
  /** JSON of `secretsSchema`. */
  secrets: protectedSchema,
})
export type KeyFile = z.infer<typeof keyFileSchema>

const secretsSchema = z.strictObject({
  /** x: made and kept before a key is asked for, so that an attempt that broke off goes on with the same one. */
  userSecret: hex.length(64),
  grant: z.strictObject({ fromEpoch: epoch, toEpoch: epoch, signature: hex }).optional(),
  /** x ‖ d ‖ PK, one per epoch: old ones open what was stored. */
  keys: z.array(hex),
})

const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

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
  const bytes = await unprotect(file.secrets, passphrase)
  try {
    const domain = createDomain(fromHex(file.masterPublicKey), nodeBackend)
    const secrets = secretsSchema.parse(JSON.parse(Buffer.from(bytes).toString()))
    const { grant } = secrets
    return {
      id: file.id,
      domain,
      userSecret: decodeUserSecret(fromHex(secrets.userSecret)),
      grant: grant === undefined ? undefined : { ...grant, signature: fromHex(grant.signature) },
      keys: newestFirst(secrets.keys.map((text) => decodeUserKey(domain, fromHex(text)))),
    }
  } catch (cause) {
    throw new AppError('KEY_FILE_INVALID', `The key file of ${file.id} holds no usable keys.`, { cause })
  }
}

/** What is written to disk. `bundleOf` makes a key's bundle (createBundle of packages/clsc). */
export async function encodeKeyFile(
  own: OwnKey,
  bundleOf: (key: UserKey) => Uint8Array,
  passphrase: string | undefined,
): Promise<KeyFile> {
  const { grant } = own
  const secrets: z.infer<typeof secretsSchema> = {
    userSecret: toHex(encodeUserSecret(own.userSecret)),
    ...(grant === undefined ? {} : { grant: { ...grant, signature: toHex(grant.signature) } }),
    keys: own.keys.map((key) => toHex(encodeUserKey(key))),
  }
  return {
    version: 1,
    id: own.id,
    masterPublicKey: toHex(own.domain.masterPublicKey),
    bundles: own.keys.map((key) => ({ epoch: key.publicKey.epoch, bundle: toHex(bundleOf(key)) })),
    secrets: await protect(Buffer.from(JSON.stringify(secrets)), passphrase),
  }
}
