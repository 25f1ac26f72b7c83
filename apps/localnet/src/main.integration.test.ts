import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockData } from './data/lock-data.ts'

let folder: string
const main = join(import.meta.dirname, 'main.ts')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'network3-main-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function run(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [main, ...args],
      { env: { ...process.env, ...env } },
      (_, out, err) => {
        resolve({ code: child.exitCode ?? -1, out, err })
      },
    )
  })
}

test('help tells every option', async () => {
  const { code, out } = await run(['--help'])
  expect(code).toBe(0)
  for (const option of ['--reset', '--no-economy', '--port', '--data-dir', '--stop', 'DATABASE_URL']) {
    expect(out).toContain(option)
  }
})

test('a second start on one data folder is refused in one sentence, and harms nothing', async () => {
  const release = lockData(join(folder, 'lock.json'), folder)
  const { code, err } = await run(['--data-dir', folder])
  expect(code).toBe(1)
  expect(err.trim()).toMatch(/^Network3 could not run: Network3 already runs on .*--data-dir\.$/)
  expect(readdirSync(folder)).toEqual(['lock.json'])
  release()
})

test('a mistake in the environment is one sentence that names the variable', async () => {
  const { code, err } = await run(['--data-dir', folder], { RPC_URL: 'http://127.0.0.1:1', CHAIN_ID: '' })
  expect(code).toBe(1)
  expect(err.trim()).toBe(
    'Network3 could not run: CHAIN_ID is missing: RPC_URL and CHAIN_ID are given together or not at all.',
  )
})

test('stopping asks the one that runs, and tells when none does', async () => {
  expect((await run(['--stop', '--data-dir', folder])).out).toBe(`Network3 does not run on ${folder}.\n`)
  const program = `
    import { lockData } from ${JSON.stringify(join(import.meta.dirname, 'data/lock-data.ts'))}
    lockData(${JSON.stringify(join(folder, 'lock.json'))}, 'here'); console.log('up'); setInterval(() => {}, 1000)`
  const running = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    cwd: import.meta.dirname,
  })
  await once(running.stdout, 'data')
  const ended = once(running, 'exit')
  expect((await run(['--stop', '--data-dir', folder])).out).toBe('Network3 was stopped.\n')
  expect(await ended).toEqual([null, 'SIGTERM'])
})

test('a chain that is not there fails the start in one sentence, before anything is started', async () => {
  const { code, out, err } = await run(['--data-dir', folder], {
    RPC_URL: 'http://127.0.0.1:1',
    CHAIN_ID: '31337',
  })
  expect(code).toBe(1)
  expect(err.trim()).toBe('Network3 could not run: No chain answers at http://127.0.0.1:1: check RPC_URL.')
  expect(out).toBe('')
  expect(readdirSync(folder)).toEqual([])
})
