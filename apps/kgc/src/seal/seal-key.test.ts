import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSealKey, readSealKeyFile } from './seal-key.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'network3-seal-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = 'ab'.repeat(32)
const secret = Buffer.from('a share of something')

test('what is sealed opens with the same key and for the same purpose', () => {
  const sealed = createSealKey(key, folder).seal('share', secret)
  expect(Buffer.from(sealed).includes(secret)).toBe(false)
  expect(Buffer.from(createSealKey(key, folder).open('share', sealed))).toEqual(secret)
})

test('another key, another purpose and every altered byte are refused', () => {
  const sealKey = createSealKey(key, folder)
  const sealed = sealKey.seal('share', secret)
  expect(() => createSealKey('cd'.repeat(32), folder).open('share', sealed)).toThrow(/does not open/)
  expect(() => sealKey.open('identity', sealed)).toThrow(/does not open/)
  for (let index = 0; index < sealed.length; index++) {
    const altered = Uint8Array.from(sealed)
    altered[index] = (altered[index] ?? 0) ^ 1
    expect(() => sealKey.open('share', altered)).toThrow(/sealed share/)
  }
  for (const length of [0, 12, 40, sealed.length - 1])
    expect(() => sealKey.open('share', sealed.slice(0, length))).toThrow(/sealed share/)
})

test('a passphrase works through scrypt, salted by the folder, and a short one not at all', () => {
  const phrase = 'correct horse battery staple'
  const sealed = createSealKey(phrase, folder).seal('share', secret)
  expect(Buffer.from(createSealKey(phrase, folder).open('share', sealed))).toEqual(secret)
  const elsewhere = mkdtempSync(join(tmpdir(), 'network3-seal-'))
  expect(() => createSealKey(phrase, elsewhere).open('share', sealed)).toThrow(/does not open/)
  rmSync(elsewhere, { recursive: true })
  expect(() => createSealKey('short', folder)).toThrow(/at least 16/)
})

test('a key file others may read is refused', () => {
  const path = join(folder, 'seal.key')
  writeFileSync(path, `${key}\n`, { mode: 0o600 })
  expect(readSealKeyFile(path)).toBe(key)
  chmodSync(path, 0o640)
  expect(() => readSealKeyFile(path)).toThrow(/chmod 600/)
  expect(() => readSealKeyFile(join(folder, 'none'))).toThrow(/no seal key/)
})
