import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identifyProcess, isProcessAlive } from '@network3/local-servers/process-identity'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { endOrphans, openChildRegistry } from './child-registry.ts'

let folder: string
let pids: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'network3-pids-'))
  pids = join(folder, 'pids.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function startSleeper() {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  const identity = child.pid === undefined ? undefined : identifyProcess(child.pid)
  if (identity === undefined) throw new Error('sleep did not start')
  return { child, identity }
}

test('children that outlived their supervisor are ended, the last started first', async () => {
  const [first, second, removed] = [startSleeper(), startSleeper(), startSleeper()]
  const registry = openChildRegistry(pids)
  registry.add('chain', first.identity)
  registry.add('web', second.identity)
  registry.add('job', removed.identity)
  registry.remove(removed.identity)
  expect(await endOrphans(pids)).toEqual(['web', 'chain'])
  expect(isProcessAlive(first.identity)).toBe(false)
  expect(isProcessAlive(second.identity)).toBe(false)
  expect(isProcessAlive(removed.identity)).toBe(true)
  expect(existsSync(pids)).toBe(false)
  removed.child.kill()
})

test('a stranger that got a recorded pid is left alone', async () => {
  const { child, identity } = startSleeper()
  openChildRegistry(pids).add('chain', { ...identity, startedAt: 'before a reboot' })
  expect(await endOrphans(pids)).toEqual([])
  expect(isProcessAlive(identity)).toBe(true)
  child.kill()
})

test('without a record, or with one cut short, there is nothing to end', async () => {
  expect(await endOrphans(pids)).toEqual([])
  writeFileSync(pids, '[{"name":"cha')
  expect(await endOrphans(pids)).toEqual([])
})
