import type { Deployment } from '@network3/chain/deployment'
import type { Hex } from '@network3/core/hex'
import { newId } from '@network3/core/ids'
import type { Pool } from '@network3/db/pool'
import { putBlob } from '@network3/db/write/blobs'
import { insertJob, type NewJob } from '@network3/db/write/insert-job'
import type { Bus } from '@network3/service/bus'
import { type Clock, systemClock } from '@network3/service/clock'
import { createLogger } from '@network3/service/logger'
import { createMetrics } from '@network3/service/metrics'
import { topics } from '../job-context.ts'
import type { JobsPart } from '../start-jobs.ts'
import { startJobs } from '../start-jobs.ts'
import { createMemoryHub, type MemoryHub } from './memory-hub.ts'
import { CHAIN_ID, sha256 } from './worker-node.ts'

export type TestGateway = { hub: MemoryHub; jobs: JobsPart; close(): Promise<void> }

const zero: `0x${string}` = `0x${'00'.repeat(20)}`

/** The jobs of a gateway over a memory hub, with a real database and bus. `clock` moves its own time. */
export function startTestJobs(
  { pool, bus }: { pool: Pool; bus: Bus },
  gatewayId: string,
  { clock = systemClock, silenceMs = 600_000 }: { clock?: Clock; silenceMs?: number } = {},
): TestGateway {
  const hub = createMemoryHub(gatewayId)
  const over = new AbortController()
  const contracts: Deployment['contracts'] = {
    ...{ accessManager: zero, n3Token: zero, nodeRegistry: zero, staking: zero, rewards: zero },
    ...{ edgeDevice: zero, deviceSale: zero, leaseMarket: zero, keyDirectory: zero },
  }
  const jobs = startJobs(
    hub,
    {
      ...{
        pool,
        bus,
        gatewayId,
        clock,
        chainId: CHAIN_ID,
        rpcUrl: 'http://127.0.0.1:9',
        signal: over.signal,
      },
      ...{ logger: createLogger('jobs-test', 'silent'), metrics: createMetrics() },
      deployment: {
        chainId: CHAIN_ID,
        deploymentBlock: 1,
        genesisHash: `0x${'00'.repeat(32)}`,
        contracts,
        profile: 'local',
      },
    },
    { epochAt: () => 5n, silenceMs, lookMs: 100 },
  )
  return {
    ...{ hub, jobs },
    close: async () => {
      over.abort()
      await jobs.close()
    },
  }
}

/** Stores bytes and gives their hash. */
async function storeBlob(pool: Pool, content: Uint8Array): Promise<Hex> {
  const now = new Date()
  const hash = sha256(content)
  await putBlob(pool, { hash, content, now, expiresAt: new Date(+now + 60_000) })
  return hash
}

/** Submits a public job that anybody may run, unless changed, and wakes the dispatchers. */
export async function submitJob(
  { pool, bus }: { pool: Pool; bus: Bus },
  changes: Partial<NewJob> = {},
): Promise<string> {
  const now = new Date()
  const id = newId('job')
  const limits = { memoryBytes: 1_000, gas: '1000', wallMs: 5_000, outputBytes: 1_000 }
  const inserted = await insertJob(pool, {
    ...{ id, request: null, origin: 'audit', kind: 'wasm', class: 'D0', visibility: 'public', sealedTo: [] },
    moduleBlob: await storeBlob(pool, Buffer.from('module')),
    inputBlob: await storeBlob(pool, Buffer.from(`input of ${id}`)),
    terms: { args: [], seed: sha256(Buffer.from(id)), clockMs: 0, limits, submitter: null },
    ...{ createdAt: now, deadlineAt: new Date(+now + 60_000), ...changes },
  })
  if (inserted === undefined) throw new Error('a blob is missing')
  await bus.publish(topics.queued, id)
  return inserted.job.id
}
