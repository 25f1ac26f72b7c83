import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockData, readLockHolder } from './lock-data.ts'

let folder: string
let lock: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'network3-lock-'))
  lock = join(folder, 'lock.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A process that takes the lock, says whether it got it, and holds it. */
function startHolder() {
  const program = `
    import { lockData } from ${JSON.stringify(join(import.meta.dirname, 'lock-data.ts'))}
    try { lockData(${JSON.stringify(lock)}, 'here'); console.log('got it') } catch (error) { console.log(error.message); process.exit() }
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    cwd: import.meta.dirname,
  })
  return { child, said: once(child.stdout, 'data').then(([text]) => String(text)) }
}

test('a lock that is given back can be taken again', () => {
  lockData(lock, folder)()
  expect(existsSync(lock)).toBe(false)
  lockData(lock, folder)()
  expect(readdirSync(folder)).toEqual([])
})

test('a second start is told, in one sentence, who holds the folder', () => {
  const release = lockData(lock, folder)
  expect(() => lockData(lock, folder)).toThrow(`Network3 already runs on ${folder} (process ${process.pid})`)
  release()
})

test('the lock of a killed process is taken over', async () => {
  const { child, said } = startHolder()
  expect(await said).toBe('got it\n')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(readLockHolder(lock)?.pid).toBe(child.pid)
  lockData(lock, folder)()
})

test('a lock that cannot be read counts as nobody’s', () => {
  writeFileSync(lock, '{"pid":')
  lockData(lock, folder)()
})

test('of several that take over a stale lock at once, one wins', async () => {
  writeFileSync(lock, JSON.stringify({ pid: process.pid, startedAt: 'before a reboot' }))
  const holders = Array.from({ length: 5 }, startHolder)
  const answers = await Promise.all(holders.map(({ said }) => said))
  expect(answers.filter((answer) => answer === 'got it\n')).toHaveLength(1)
  expect(answers.filter((answer) => answer.startsWith('Network3 already runs on here'))).toHaveLength(4)
  for (const { child } of holders) child.kill('SIGKILL')
})
