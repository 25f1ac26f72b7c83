import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createPool, type Pool } from '@network3/db/pool'
import { getTip } from '@network3/db/queries/tip/get-tip'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { programEnv } from '@network3/testing/program-env'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createActor } from '../economy/actions/perform-action.ts'
import { callStaking } from '../economy/chain/calls.ts'
import { callMarket } from '../economy/chain/lease-calls.ts'
import { sendAcceptedCalls } from '../economy/chain/send-calls.ts'
import { playStore } from '../economy/devices/store-under-test.ts'
import { type EconomyUnderTest, startEconomyUnderTest } from '../economy/economy-under-test.ts'
import { howLeasesEnded, isAnyLeaseRunning, playLeases } from '../economy/leases/leases-under-test.ts'
import { createRandom } from '../economy/random.ts'
import { setupEconomy } from '../economy/setup/setup-economy.ts'
import type { Started } from '../supervise/stack.ts'
import { playKeys } from './keys-under-test.ts'
import { type AuditDeps, runAudit } from './run-audit.ts'
import { serveEpochFiles } from './serve-files-under-test.ts'
import { tamperings } from './tamperings.ts'

let economy: EconomyUnderTest
let database: TestDatabase
let pool: Pool
let files: Started
let deps: AuditDeps

/** Lets the real indexer follow the chain to its head and verify every file, then ends it. */
async function indexToHead(epochFilesUrl: string, deploymentFile: string): Promise<void> {
  const indexer = spawn(process.execPath, ['src/main.ts'], {
    cwd: resolve(import.meta.dirname, '../../../indexer'),
    env: programEnv({
      DATABASE_URL: database.url,
      RPC_URL: economy.anvil.rpcUrl,
      CHAIN_ID: '31337',
      DEPLOYMENT_FILE: deploymentFile,
      EPOCH_FILES_URL: epochFilesUrl,
      LOG_LEVEL: 'error',
    }),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(indexer, 'exit')
  try {
    const head = await economy.chain.client.getBlockNumber()
    const deadline = Date.now() + 60_000
    while (!(await isSettled(head))) {
      if (Date.now() > deadline)
        throw new Error(`the indexer did not reach ${head}: ${await describeDatabase()}`)
      await delay(100)
    }
  } finally {
    indexer.kill('SIGTERM')
    await ended
  }
}

async function describeDatabase(): Promise<string> {
  const { rows } = await pool.query(
    `SELECT (SELECT block_number FROM indexer_tip) AS tip, (SELECT halt_message FROM indexer_tip) AS halt,
       (SELECT array_agg(number || ' ' || file_state || ' ' || coalesce(file_reason, '')) FROM epoch) AS epochs`,
  )
  return JSON.stringify(rows[0], (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

/** At the head, with every file verified and a leaderboard that shows it. */
async function isSettled(head: bigint): Promise<boolean> {
  const tip = await getTip(pool)
  if (tip?.blockNumber !== head) return false
  const { rows } = await pool.query<{ settled: boolean }>(
    `SELECT (SELECT bool_and(file_state = 'verified') FROM epoch)
       AND (SELECT sum(earned_wei) FROM operator_rank WHERE "window" = 'all')
         = (SELECT sum(amount_wei) FROM operator_reward) AS settled`,
  )
  return rows[0]?.settled === true
}

beforeAll(async () => {
  economy = await startEconomyUnderTest()
  database = await createTestDatabase()
  pool = createPool(database.url, { maxConnections: 2 })
  const { chain, plan, logger } = economy
  await setupEconomy(chain, plan)
  const [first] = plan.operators
  if (first === undefined) throw new Error('the plan has no operator')
  const unstake = { functionName: 'requestUnstake', args: [first.address, 5n * 10n ** 24n] } as const
  await sendAcceptedCalls(chain, [callStaking(chain.deployment, first.account, unstake)])
  await playStore(economy)
  await playLeases(economy, 600, async () => {
    const { closed, settled } = await howLeasesEnded(economy)
    return closed.has('expired') && settled.has('uncontested')
  })
  await playKeys(chain, first.account)
  const act = createActor({ chain, plan, logger, files: economy.epochs.files, random: createRandom(11) })
  for (let round = 0; round < 30; round++) {
    await economy.passSeconds(12)
    await act()
    await economy.epochs.publishDue()
  }
  // What the draw brings so rarely that it may not have: which action is possible also follows from the time of day.
  for (const functionName of ['cancelOffer', 'cancelOffersBelow'] as const) {
    const cancel = { functionName, args: [10n ** 12n] } as const
    await sendAcceptedCalls(chain, [callMarket(chain.deployment, first.account, cancel)])
  }
  if (!(await isAnyLeaseRunning(economy))) await playLeases(economy, 600, () => isAnyLeaseRunning(economy))
  const port = await findFreePort()
  files = await serveEpochFiles(economy.epochFolder, port)
  const epochFilesUrl = `http://127.0.0.1:${port}`
  const deploymentFile = join(economy.epochFolder, 'deployment.txt')
  writeFileSync(deploymentFile, JSON.stringify(chain.deployment))
  await indexToHead(epochFilesUrl, deploymentFile)
  deps = { pool, client: chain.client, deployment: chain.deployment, epochFilesUrl, rankGraceMs: 0 }
})
afterAll(async () => {
  await files.stop()
  await pool.end()
  await database.drop()
  await economy.stop()
})

/** The names of the checks that found something. */
async function findings(): Promise<string[]> {
  const { checks } = await runAudit(deps)
  return checks.filter(({ differences }) => differences.length > 0).map(({ name }) => name)
}

describe('runAudit', () => {
  it('finds no difference after the indexer has followed a busy chain', async () => {
    const { checks } = await runAudit(deps)
    expect(checks.flatMap(({ differences }) => differences)).toEqual([])
    for (const { name, compared } of checks) expect([name, compared]).not.toEqual([name, 0])
  })

  it('compares at the block of the database, however far the chain has moved on', async () => {
    const { chain, plan } = economy
    const [first] = plan.operators
    if (first === undefined) throw new Error('the plan has no operator')
    const unstake = { functionName: 'requestUnstake', args: [first.address, 10n ** 24n] } as const
    await sendAcceptedCalls(chain, [callStaking(chain.deployment, first.account, unstake)])
    expect(await findings()).toEqual([])
  })

  it.each(tamperings)('notices %s', async (_, check, tamper, restore) => {
    await pool.query(tamper)
    expect(await findings()).toContain(check)
    await pool.query(restore)
  })

  it('finds nothing any more once all of that is put back', async () => {
    expect(await findings()).toEqual([])
  })

  it('notices a published file that was changed or taken away', async () => {
    const name = readdirSync(economy.epochFolder).find((file) => file.endsWith('.json')) ?? ''
    const path = join(economy.epochFolder, name)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace(/"version":\d+/, '"version":0'))
    expect(await findings()).toContain('epoch files rebuilt to roots')
    writeFileSync(path, text)
    expect(await findings()).toEqual([])
  })
})
