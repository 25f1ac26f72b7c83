import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { findProcessStart } from '@network3/local-servers/process-identity'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openChildRegistry } from '../data/child-registry.ts'
import { keepService, type ServiceSpec } from './keep-service.ts'
import { createProgress } from './progress.ts'
import { createStack, type Stack } from './stack.ts'

let folder: string
let stack: Stack
let written: string
const progress = createProgress({ write: (text: string) => (written += text) })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'network3-service-'))
  stack = createStack()
  written = ''
})
afterEach(async () => {
  await stack.stop(new Error('the test is over'), progress)
  rmSync(folder, { recursive: true, force: true })
})

const pidFile = () => join(folder, 'pid')
const readPid = () => Number(readFileSync(pidFile(), 'utf8'))

/** A service in one line of JavaScript that first writes its pid. */
function service(code: string, more: Partial<ServiceSpec> = {}): ServiceSpec {
  const program = `require('node:fs').writeFileSync(${JSON.stringify(pidFile())}, String(process.pid)); ${code}`
  return {
    name: 'echo',
    program: { command: process.execPath, args: ['--eval', program], folder, env: process.env },
    readyWithinMs: 20_000,
    ...more,
  }
}

function keep(spec: ServiceSpec): Promise<void> {
  const registry = openChildRegistry(join(folder, 'pids.json'))
  return keepService(spec, {
    stack,
    registry,
    progress,
    logFile: join(folder, 'echo.log'),
    backOffMs: () => 20,
  })
}

const isAlive = (pid: number) => findProcessStart(pid) !== undefined

test('a service is ready when it answers, not when it runs', async () => {
  const port = await findFreePort()
  const answers = `let n = 0; require('node:http').createServer((_, r) => { r.statusCode = ++n < 3 ? 503 : 200; r.end() }).listen(${port}, '127.0.0.1')`
  const startedAt = Date.now()
  await keep(service(answers, { readyUrl: `http://127.0.0.1:${port}/` }))
  expect(Date.now() - startedAt).toBeGreaterThan(200)
})

test('a service that is killed comes back, and it is told', async () => {
  await keep(service('console.error("busy"); setInterval(() => {}, 1000)'))
  // It says so after it has written its pid.
  await expect.poll(() => readFileSync(join(folder, 'echo.log'), 'utf8')).toContain('busy')
  const first = readPid()
  process.kill(first, 'SIGKILL')
  await expect.poll(() => readPid() > 0 && readPid() !== first && isAlive(readPid())).toBe(true)
  expect(written).toContain('echo ended by itself (SIGKILL)')
  expect(written).toContain('busy')
})

test('a service that never stays up fails the start with its last words', async () => {
  const port = await findFreePort()
  const failing = service('console.error("no database"); process.exit(3)', {
    readyUrl: `http://127.0.0.1:${port}/`,
  })
  await expect(keep(failing)).rejects.toThrow(/echo does not stay up[\s\S]*no database/)
})

test('a service that does not get ready in time fails the start', async () => {
  const port = await findFreePort()
  const silent = service('setInterval(() => {}, 1000)', {
    readyUrl: `http://127.0.0.1:${port}/`,
    readyWithinMs: 300,
  })
  await expect(keep(silent)).rejects.toThrow(expect.objectContaining({ code: 'START_TIMEOUT' }))
})

test('a stopped service is gone with its children, and does not come back', async () => {
  const withChild = `
    const child = require('node:child_process').spawn('sleep', ['60'])
    require('node:fs').writeFileSync(${JSON.stringify(pidFile())}, String(child.pid)); setInterval(() => {}, 1000)`
  writeFileSync(pidFile(), '')
  await keep(service(withChild))
  await expect.poll(() => readPid() > 0 && isAlive(readPid())).toBe(true)
  const child = readPid()
  await stack.stop(new Error('enough'), progress)
  await expect.poll(() => isAlive(child)).toBe(false)
  expect(readFileSync(join(folder, 'pids.json'), 'utf8')).toBe('[]')
})
