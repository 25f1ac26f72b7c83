import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

/** RFC 7914: 64 MiB and about a fifth of a second, each time a key is read. */
const SCRYPT = { N: 2 ** 16, r: 8, p: 1 } as const
const CIPHER = 'chacha20-poly1305'
const TAG_BYTES = 16

const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/, 'not hex')

/** Secret bytes at rest: under a passphrase, or as they are for who protects the file otherwise. */
export const protectedSchema = z.discriminatedUnion('protection', [
  z.strictObject({ protection: z.literal('none'), secret: hex }),
  z.strictObject({
    protection: z.literal('scrypt'),
    /** Powers of two up to 2^20, so that a hostile file cannot ask for more memory than a machine has. */
    n: z
      .int()
      .min(2)
      .max(2 ** 20)
      .refine((n) => (n & (n - 1)) === 0, 'not a power of two'),
    r: z.int().min(1).max(32),
    p: z.int().min(1).max(16),
    salt: hex,
    nonce: hex,
    /** Ciphertext ‖ 16-byte tag. */
    box: hex,
  }),
])
export type ProtectedBytes = z.infer<typeof protectedSchema>

/** Seals `secret` under a passphrase (scrypt, ChaCha20-Poly1305); without one it is kept as it is. */
export async function protect(secret: Uint8Array, passphrase: string | undefined): Promise<ProtectedBytes> {
  if (passphrase === undefined) return { protection: 'none', secret: Buffer.from(secret).toString('hex') }
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const key = await stretch(passphrase, salt, SCRYPT)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  const box = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  return {
    protection: 'scrypt',
    ...{ n: SCRYPT.N, r: SCRYPT.r, p: SCRYPT.p },
    ...{ salt: salt.toString('hex'), nonce: nonce.toString('hex'), box: box.toString('hex') },
  }
}

/** The bytes again. Throws PASSPHRASE_MISSING, PASSPHRASE_WRONG. */
export async function unprotect(sealed: ProtectedBytes, passphrase: string | undefined): Promise<Uint8Array> {
  if (sealed.protection === 'none') return Buffer.from(sealed.secret, 'hex')
  if (passphrase === undefined) {
    throw new AppError('PASSPHRASE_MISSING', 'This key is under a passphrase: set N3_PASSPHRASE.')
  }
  const { n, r, p } = sealed
  const key = await stretch(passphrase, Buffer.from(sealed.salt, 'hex'), { N: n, r, p })
  const box = Buffer.from(sealed.box, 'hex')
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(sealed.nonce, 'hex'), {
    authTagLength: TAG_BYTES,
  })
  try {
    decipher.setAuthTag(box.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(box.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch (cause) {
    throw new AppError('PASSPHRASE_WRONG', 'The passphrase is wrong, or the key file was changed.', { cause })
  }
}

function stretch(
  passphrase: string,
  salt: Uint8Array,
  cost: { N: number; r: number; p: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Node refuses what may take more than maxmem; scrypt needs 128·N·r bytes and a little.
    const options = { ...cost, maxmem: 128 * cost.N * cost.r + 2 ** 20 }
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}
