import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { buyAsStranger, countBatches, openBatch } from './batches.ts'
import { registerOperator } from './own-operator.ts'
import { readStack, STACK_FOLDER, type Stack } from './stack.ts'
import { waitFor } from './wait-for.ts'

const START_LIMIT_MS = 5 * 60_000

/**
 * Brings up the whole network as `npm start` does, in a data folder of its own, and takes it down afterwards.
 * E2E_KEEP=1 leaves it running and uses it again the next time; E2E_DATA_DIR names another folder for it.
 */
export default async function startStack(): Promise<() => Promise<void>> {
  if (process.env.E2E_KEEP && existsSync(resolve(STACK_FOLDER, 'stack.json'))) return async () => {}

  rmSync(resolve(STACK_FOLDER, 'stack.json'), { force: true })
  const log: string[] = []
  const child = spawn(
    'npm',
    ['run', '--silent', 'up', '-w', '@network3/localnet', '--', '--data-dir', STACK_FOLDER, '--reset'],
    {
      cwd: resolve(import.meta.dirname, '../..'),
      // Journeys ship what they order themselves: nobody else may be faster.
      env: { ...process.env, ECONOMY_FULFILLER: 'off' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  )
  child.stdout?.on('data', (chunk: Buffer) => log.push(chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => log.push(chunk.toString()))
  await untilUp(child, log)
  const agent = await registerOperator(readStack())
  await placeOrder(readStack())
  if (process.env.E2E_KEEP) {
    child.unref()
    return async () => {}
  }
  return async () => {
    await agent.stop()
    await stop(child)
  }
}

/** An order of our own, so that the pages of an order and a device have something to show from the start. */
async function placeOrder(stack: Stack): Promise<void> {
  // The local economy numbers its own batches from 1: it goes first.
  await waitFor('the first batches of the local economy', async () => (await countBatches(stack)) >= 3)
  const batchId = await openBatch(stack, { priceN3: '3', supply: 8, capPerWallet: 4 })
  await buyAsStranger(stack, batchId, 2, '3')
}

async function untilUp(child: ChildProcess, log: string[]): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS
  while (!existsSync(resolve(STACK_FOLDER, 'stack.json'))) {
    if (child.exitCode !== null) throw new Error(`The stack stopped while starting:\n${log.join('')}`)
    if (Date.now() > deadline) {
      await stop(child)
      throw new Error(`The stack was not up after ${START_LIMIT_MS / 1000} s:\n${log.join('')}`)
    }
    await new Promise((next) => setTimeout(next, 250))
  }
  const { webUrl } = readStack()
  const response = await fetch(webUrl)
  if (!response.ok)
    throw new Error(
      `${webUrl} answered ${response.status}:\n${readFileSync(resolve(STACK_FOLDER, 'logs/web.log'), 'utf8').slice(-4000)}`,
    )
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return Promise.resolve()
  const group = -child.pid
  return new Promise((done) => {
    child.once('exit', () => done())
    process.kill(group, 'SIGTERM')
    setTimeout(() => child.exitCode === null && process.kill(group, 'SIGKILL'), 30_000).unref()
  })
}
