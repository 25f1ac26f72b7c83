import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashInputs } from './hash-inputs.ts'

let root: string
const hash = () => hashInputs(root, ['src', 'package.json', 'not-there'])

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'network3-hash-'))
  mkdirSync(join(root, 'src/deep'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{}')
  writeFileSync(join(root, 'src/a.ts'), 'a')
  writeFileSync(join(root, 'src/deep/b.ts'), 'b')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('an edit, a new file and another name each change the hash', () => {
  const hashes = new Set([hash()])
  writeFileSync(join(root, 'src/a.ts'), 'A')
  hashes.add(hash())
  writeFileSync(join(root, 'src/deep/c.ts'), '')
  hashes.add(hash())
  renameSync(join(root, 'src/deep/c.ts'), join(root, 'src/deep/d.ts'))
  hashes.add(hash())
  writeFileSync(join(root, 'package.json'), '{ }')
  hashes.add(hash())
  expect(hashes.size).toBe(5)
})

test('writing the same again, tests, notes and what builds leave behind do not', () => {
  const before = hash()
  writeFileSync(join(root, 'src/a.ts'), 'a')
  writeFileSync(join(root, 'src/a.test.ts'), 'test')
  writeFileSync(join(root, 'src/a.md'), 'note')
  for (const folder of ['node_modules', '.next', 'generated', 'deployments']) {
    mkdirSync(join(root, 'src', folder))
    writeFileSync(join(root, 'src', folder, 'x.ts'), 'x')
  }
  expect(hash()).toBe(before)
})
