import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { buildSandboxProgram } from './build-sandbox-program.ts'
import { sandboxFlags } from './sandbox-flags.ts'
import { writeSandboxProgram } from './sandbox-program.ts'

const parent = mkdtempSync(join(tmpdir(), 'n3-program-'))
const program = writeSandboxProgram(parent)
afterAll(() => rmSync(parent, { recursive: true }))

test('the sandbox may read its own program and the two packages it needs, and nothing above them', () => {
  const [own, noble, ort, ...more] = sandboxFlags(program.readable).filter((flag) =>
    flag.startsWith('--allow-fs-read='),
  )
  expect(own).toBe(`--allow-fs-read=${program.folder}/*`)
  expect(noble).toMatch(/\/@noble\/hashes\/\*$/)
  expect(ort).toMatch(/\/onnxruntime-web\/\*$/)
  expect(more).toEqual([])
})

test('the sandbox may do nothing else', () => {
  const allowed = sandboxFlags(program.readable).filter((flag) => flag.startsWith('--allow-'))
  expect(allowed.filter((flag) => !flag.startsWith('--allow-fs-read='))).toEqual(['--allow-worker'])
  expect(sandboxFlags(program.readable)).toContain('--permission')
})

test('the program is whole, only its user can enter it, and it holds no tests', () => {
  const files = readdirSync(program.folder, { recursive: true, encoding: 'utf8' })
  expect(statSync(program.folder).mode & 0o777).toBe(0o700)
  expect(files).toContain('runtime/node/child-worker.js')
  expect(files.filter((file) => file.includes('testing'))).toEqual([])
  for (const file of files.filter((name) => name.endsWith('.js')))
    for (const [, url = ''] of readFileSync(join(program.folder, file), 'utf8').matchAll(/'(file:[^']+)'/g))
      expect(existsSync(new URL(url)), url).toBe(true)
})

test('it is gone when it is no longer needed', () => {
  const other = writeSandboxProgram(parent)
  other.remove()
  expect(existsSync(other.folder)).toBe(false)
})

test('what a killed agent left behind is removed by the next, what a living one uses is not', () => {
  const other = writeSandboxProgram(parent)
  const ended = spawnSync(process.execPath, ['--version']).pid
  const left = join(parent, `n3-sandbox-${ended}-abcdef`)
  mkdirSync(join(left, 'runtime'), { recursive: true })
  writeSandboxProgram(parent).remove()
  expect(existsSync(left)).toBe(false)
  expect(existsSync(other.folder)).toBe(true)
})

test('it is written by a process that is gone afterwards, in the name of the one that asked', async () => {
  const built = await buildSandboxProgram(parent)
  expect(built.folder).toContain(`n3-sandbox-${process.pid}-`)
  const filesOf = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  expect(filesOf(built.folder)).toEqual(filesOf(program.folder))
  const nowhere = join(parent, 'a-file')
  writeFileSync(nowhere, '')
  await expect(buildSandboxProgram(nowhere)).rejects.toMatchObject({ code: 'RUNTIME_UNAVAILABLE' })
})
