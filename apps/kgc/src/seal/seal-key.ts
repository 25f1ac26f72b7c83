import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scryptSync } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'
import { writeDurably } from '../files/write-durably.ts'

/** Seals what must not lie open on disk. `purpose` is bound into the seal, so that files cannot be swapped. */
export type SealKey = {
  seal: (purpose: string, plaintext: Uint8Array) => Uint8Array
  /** Throws KGC_FILE_INVALID for another key, another purpose, or altered bytes. */
  open: (purpose: string, sealed: Uint8Array) => Uint8Array
}

const MAGIC = Buffer.from('N3KGC-seal-1')
const SALT_BYTES = 16
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** 128 MB and about a second, once per start: RFC 7914, OWASP's parameters of 2025. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 }

/**
 * The seal key of a data folder: 64 hex digits are a key (HKDF), anything else of at least 16 characters a passphrase
 * (scrypt, salted per folder). Throws ENV_INVALID for a shorter one.
 */
export function createSealKey(secret: string, folder: string): SealKey {
  const master = /^[0-9a-fA-F]{64}$/.test(secret)
    ? Buffer.from(secret, 'hex')
    : scryptSync(checkPassphrase(secret), readSalt(folder), 32, SCRYPT)
  const keyFor = (salt: Uint8Array): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', master, salt, 'network3 kgc seal', 32))
  return {
    seal: (purpose, plaintext) => {
      const salt = randomBytes(SALT_BYTES)
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('chacha20-poly1305', keyFor(salt), nonce, { authTagLength: TAG_BYTES })
      cipher.setAAD(Buffer.from(purpose), { plaintextLength: plaintext.length })
      const body = Buffer.concat([cipher.update(plaintext), cipher.final()])
      return Buffer.concat([MAGIC, salt, nonce, body, cipher.getAuthTag()])
    },
    open: (purpose, sealed) => {
      const bytes = Buffer.from(sealed)
      const bodyAt = MAGIC.length + SALT_BYTES + NONCE_BYTES
      const bodyEnd = bytes.length - TAG_BYTES
      if (bodyEnd < bodyAt || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
        throw new AppError('KGC_FILE_INVALID', `The sealed ${purpose} is not a sealed file.`)
      const salt = bytes.subarray(MAGIC.length, MAGIC.length + SALT_BYTES)
      const nonce = bytes.subarray(MAGIC.length + SALT_BYTES, bodyAt)
      const decipher = createDecipheriv('chacha20-poly1305', keyFor(salt), nonce, {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(purpose), { plaintextLength: bodyEnd - bodyAt })
      decipher.setAuthTag(bytes.subarray(bodyEnd))
      try {
        return new Uint8Array(
          Buffer.concat([decipher.update(bytes.subarray(bodyAt, bodyEnd)), decipher.final()]),
        )
      } catch (cause) {
        throw new AppError(
          'KGC_FILE_INVALID',
          `The sealed ${purpose} does not open: the seal key is another one, or the file was altered.`,
          { cause },
        )
      }
    },
  }
}

/** Reads a seal key from a file only its owner may read. Throws ENV_INVALID otherwise. */
export function readSealKeyFile(path: string): string {
  if (!existsSync(path)) throw new AppError('ENV_INVALID', `There is no seal key at ${path}.`)
  if ((statSync(path).mode & 0o077) !== 0)
    throw new AppError('ENV_INVALID', `Others may read the seal key: chmod 600 ${path}.`)
  return readFileSync(path, 'utf8').trim()
}

function checkPassphrase(passphrase: string): string {
  if (passphrase.length >= 16) return passphrase
  throw new AppError('ENV_INVALID', 'A seal key is 64 hex digits, or a passphrase of at least 16 characters.')
}

const saltSchema = z.strictObject({ scryptSalt: z.string().regex(/^[0-9a-f]{64}$/) })

function readSalt(folder: string): Uint8Array {
  const path = join(folder, 'seal.json')
  if (!existsSync(path)) {
    writeDurably(path, `${JSON.stringify({ scryptSalt: randomBytes(32).toString('hex') })}\n`)
  }
  return Buffer.from(saltSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).scryptSalt, 'hex')
}
