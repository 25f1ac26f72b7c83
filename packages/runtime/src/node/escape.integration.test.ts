import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunReceipt } from '../run-job.ts'
import { breakoutAttempts, type World } from '../testing/escape/breakouts.ts'
import { ESCAPED, type EscapeClass, escapeClasses } from '../testing/escape/escape-classes.ts'
import { programAttempts } from '../testing/escape/program-attempts.ts'
import { runJobOf } from '../testing/run-job-of.ts'
import { runInChild } from './run-in-child.ts'
import { writeSandboxProgram } from './sandbox-program.ts'
import { startChild } from './start-child.ts'

const PARALLEL = 4
const WALL_MS = 2_000
const MAX_GROWTH_BYTES = 20 * 2 ** 20
const CANARY = `canary-${Math.random().toString(36).slice(2)}-${Math.random().toString(36).slice(2)}`
const breakoutMain = fileURLToPath(new URL('../testing/escape/breakout-main.ts', import.meta.url))
const programs = { real: writeSandboxProgram(), hostile: writeSandboxProgram(undefined, breakoutMain) }

type Outcome = { class: EscapeClass; name: string; ends?: string; receipt: RunReceipt }
const outcomes: Outcome[] = []
let connections = 0
let signals = 0
let folder: string
let growth = 0
let before: string[]
let servers: Server[]

const onSignal = () => {
  signals += 1
}
const countConnection = () => {
  connections += 1
}
const listen = (server: Server, where: object) => new Promise<void>((done) => server.listen(where, done))

/** Each attempt in a sandbox of its own, four at a time; what they look for is really there. */
beforeAll(async () => {
  process.env.N3_ESCAPE_CANARY = CANARY
  process.on('SIGUSR2', onSignal)
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'n3-escape-')))
  mkdirSync(join(folder, 'agent'))
  writeFileSync(join(folder, 'agent/key.json'), JSON.stringify({ key: CANARY }), { mode: 0o600 })
  writeFileSync(join(folder, 'hostile.mjs'), `export default '${ESCAPED}'`)
  before = listAll()
  servers = [createServer(countConnection), createServer(countConnection)]
  const [tcp, unix] = servers
  if (tcp === undefined || unix === undefined) throw new Error('no servers')
  await listen(tcp, { port: 0, host: '127.0.0.1' })
  await listen(unix, { path: join(folder, 'agent/socket') })
  const address = tcp.address()
  const world: World = {
    folder,
    secretFile: join(folder, 'agent/key.json'),
    port: typeof address === 'object' && address !== null ? address.port : 0,
    socketPath: join(folder, 'agent/socket'),
    agentPid: process.pid,
    repository: resolve(import.meta.dirname, '../../../..'),
  }
  const heldBefore = await memoryHeld()
  await runAll(world)
  growth = (await memoryHeld()) - heldBefore
}, 240_000)

afterAll(() => {
  process.off('SIGUSR2', onSignal)
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true })
  for (const { remove } of Object.values(programs)) remove()
})

async function runAll(world: World): Promise<void> {
  const queue: (() => Promise<Outcome>)[] = [
    ...programAttempts.map((attempt) => async () => {
      if (attempt.after !== undefined) await run(attempt.after)
      const limits = { memoryBytes: 16 * 2 ** 20, gas: 200_000_000n, ...attempt.limits }
      const { kind = 'wasm' as const, input = new Uint8Array(0) } = attempt
      const job = { kind, input, limits: { wallMs: WALL_MS, ...limits } }
      return { ...attempt, receipt: await run(attempt.module, job) }
    }),
    ...breakoutAttempts.map((attempt) => async () => {
      const job = {
        args: [attempt.name, JSON.stringify(world)],
        limits: { wallMs: WALL_MS, memoryBytes: 2 ** 20 },
      }
      return { ...attempt, receipt: await run(new Uint8Array(0), job, programs.hostile) }
    }),
  ]
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) outcomes.push(await next())
  }
  await Promise.all(Array.from({ length: PARALLEL }, work))
}

async function run(
  module: Uint8Array,
  job: Parameters<typeof runJobOf>[1] = {},
  program = programs.real,
): Promise<RunReceipt> {
  const child = startChild({ nice: 0, program })
  await child.ready
  const receipt = await runInChild(child, runJobOf(module, job), {})
  await child.ended
  return receipt
}

/** What the agent's process holds of the runtime: everything that is not garbage. */
async function memoryHeld(): Promise<number> {
  for (let count = 0; count < 3; count++) {
    globalThis.gc?.()
    await new Promise((done) => setImmediate(done))
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

/** Every file where an attempt could leave one. */
function listAll(): string[] {
  const list = (root: string) => readdirSync(root, { recursive: true }).map((file) => `${root}/${file}`)
  return [
    ...list(folder),
    ...list(programs.real.folder),
    ...list(programs.hostile.folder),
    join(tmpdir(), 'was-here'),
  ].filter((file) => !file.endsWith('/socket'))
}

const attempts = [...programAttempts, ...breakoutAttempts]

test.each(attempts.map(({ class: of, name }) => [of, name] as const))('%s: %s', (of, name) => {
  const outcome = outcomes.find((each) => each.class === of && each.name === name)
  expect(outcome).toBeDefined()
  const { receipt, ends } = outcome as Outcome
  const said = `${new TextDecoder().decode(receipt.output)} ${receipt.log} ${receipt.detail}`
  expect(said).not.toContain(ESCAPED)
  expect(said).not.toContain(CANARY)
  // On a machine that is busy enough, time is over first: that contains it too.
  if (ends !== undefined) expect([ends, 'RUNTIME_OUT_OF_TIME']).toContain(receipt.reason)
  expect(receipt.durationMs).toBeLessThan(WALL_MS + 1_500)
})

test('there are 60 attempts and more, at least five of each class', () => {
  expect(attempts.length).toBeGreaterThanOrEqual(60)
  expect(new Set(attempts.map(({ class: of, name }) => `${of}: ${name}`)).size).toBe(attempts.length)
  for (const of of escapeClasses)
    expect(attempts.filter((attempt) => attempt.class === of).length).toBeGreaterThanOrEqual(5)
})

test('nothing was connected to, signalled or left behind', () => {
  expect(connections).toBe(0)
  expect(signals).toBe(0)
  expect(listAll()).toEqual(before)
})

test('the agent holds no more than 20 MB more than before', () => {
  expect(growth).toBeLessThan(MAX_GROWTH_BYTES)
})
