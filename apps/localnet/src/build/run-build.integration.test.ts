import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openChildRegistry } from '../data/child-registry.ts'
import { takeLock } from '../data/lock-data.ts'
import { builds } from './list-builds.ts'
import { runBuild } from './run-build.ts'

let root: string
const count = () => readFileSync(join(root, 'part/out/runs'), 'utf8').length

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'network3-build-'))
  for (const folder of ['node_modules', 'part/src', 'part/out'])
    mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{"workspaces":["part"]}')
  writeFileSync(join(root, 'part/src/a.ts'), 'one')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Builds a workspace whose script is `script`. */
function build(script: string, signal = new AbortController().signal): Promise<boolean> {
  writeFileSync(join(root, 'part/package.json'), JSON.stringify({ name: 'part', scripts: { build: script } }))
  const part = { ...builds.web, workspace: 'part', inputs: ['part/src'], stamp: 'part/out/stamp' }
  const deps = {
    logFile: join(root, 'build.log'),
    registry: openChildRegistry(join(root, 'pids.json')),
    signal,
  }
  return runBuild(part, root, process.env, deps)
}
const counting = 'printf x >> out/runs'

test('a build runs once for the same inputs, and again when they change', async () => {
  expect(await build(counting)).toBe(true)
  expect(await build(counting)).toBe(false)
  writeFileSync(join(root, 'part/src/a.ts'), 'two')
  expect(await build(counting)).toBe(true)
  expect(count()).toBe(2)
})

test('a build that fails says so with the end of its log, and is tried again the next time', async () => {
  await expect(build('echo the reason; exit 7')).rejects.toThrow(
    /web build failed \(exit code 7\)[\s\S]*the reason/,
  )
  expect(await build(counting)).toBe(true)
})

test('a build that was cut off is not taken for whole when the inputs go back', async () => {
  await build(counting)
  writeFileSync(join(root, 'part/src/a.ts'), 'two')
  await expect(build('exit 1')).rejects.toThrow()
  writeFileSync(join(root, 'part/src/a.ts'), 'one')
  expect(await build(counting)).toBe(true)
})

test('a build waits for another of the same checkout, and stops waiting when told', async () => {
  const lock = takeLock(join(root, 'node_modules/.network3-build-web'))
  if (!('release' in lock)) throw new Error('the lock is not free')
  const stop = new AbortController()
  const abandoned = build(counting, stop.signal)
  stop.abort()
  await expect(abandoned).rejects.toThrow()
  const waiting = build(counting)
  lock.release()
  expect(await waiting).toBe(true)
})

test('a build that is cut off ends with everything it started', async () => {
  const stop = new AbortController()
  const running = build('sleep 60', stop.signal)
  await expect.poll(() => readFileSync(join(root, 'pids.json'), 'utf8')).toContain('web build')
  stop.abort(new Error('enough'))
  await expect(running).rejects.toThrow('enough')
})
