import { setTimeout as delay } from 'node:timers/promises'
import { connectChain } from '@network3/chain/chain-reader'
import { createSnapshotFinder } from '@network3/chain/epochs/find-snapshot'
import { localPrivateKey } from '@network3/chain/local-economy'
import { epochStartsAt } from '@network3/core/epochs'
import { newId } from '@network3/core/ids'
import { parseReceiptsFile, type ReceiptsFile, receiptsHash } from '@network3/core/receipts-file'
import { countSlots } from '@network3/core/uptime-nonce'
import { createPostgresBus } from '@network3/db/bus/create-postgres-bus'
import { createPool, type Pool } from '@network3/db/pool'
import { findNodeChecks } from '@network3/db/queries/measure/find-node-checks'
import { putBlob } from '@network3/db/write/blobs'
import { recordWorkReceipt } from '@network3/db/write/work-receipts'
import { decodeHashChain, hashChain, hashChainGas } from '@network3/protocol/node/hash-chain'
import { nodeIdOf, signText } from '@network3/protocol/node/node-signature'
import { uptimeText, workReceiptText } from '@network3/protocol/node/signed-texts'
import { verifyReceipts } from '@network3/protocol/node/verify-receipts'
import type { Clock } from '@network3/service/clock'
import { createLogger } from '@network3/service/logger'
import { createMetrics } from '@network3/service/metrics'
import { startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { createTestClient, http } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GatewayDeps } from '../gateway-deps.ts'
import { startJobs } from '../jobs/start-jobs.ts'
import { createMemoryHub, type MemoryHub, type SentFrame } from '../jobs/testing/memory-hub.ts'
import { sha256 } from '../jobs/testing/worker-node.ts'
import { readEpochTimes } from './epoch-times.ts'
import { createReceiptsRoute } from './receipts-route.ts'
import { startMeasuring } from './start-measuring.ts'

/** Time of the chain, of both gateways and of the nodes passes this many times faster than ours. */
const FASTER = 6

let database: TestDatabase
let pool: Pool
let anvil: Awaited<ReturnType<typeof startAnvil>>
let chain: ReturnType<typeof connectChain>
let stop: AbortController
let mining: Promise<void>
let gateways: { hub: MemoryHub; close: () => Promise<void> }[]
let receipts: ReceiptsFile
let text: string
const EPOCH = 2n

type Manner = 'honest' | 'wrong' | 'silent' | 'idle'
const key = (index: number) => localPrivateKey('node', index)
const node = (index: number) => nodeIdOf(key(index))
const working: Promise<void>[] = []
const standings = new Map<string, SentFrame[]>()

/** A node by its manner: `wrong` signs another output, `silent` answers nothing, `idle` lends no slots. */
function join(hub: MemoryHub, index: number, manner: Manner, operator: boolean): void {
  const privateKey = key(index)
  const id = node(index)
  const chainId = 31337
  const seen: SentFrame[] = []
  standings.set(id, seen)
  const capacity = {
    ...{
      slots: manner === 'idle' ? 0 : 1,
      memoryBytes: 2 ** 28,
      kinds: ['wasm' as const],
      classes: ['D0' as const],
    },
  }
  const work = async (order: Extract<SentFrame, { type: 'assign' }>['body']) => {
    const { jobId, fence } = order
    const input = (
      await pool.query('SELECT content FROM blob WHERE hash = $1', [
        Buffer.from(order.inputBlob.slice(2), 'hex'),
      ])
    ).rows[0].content as Buffer
    const given = decodeHashChain(`0x${input.toString('hex')}`)
    if (given === undefined) throw new Error('no canary of ours')
    const output = manner === 'wrong' ? new Uint8Array(32) : hashChain(given)
    await putBlob(pool, {
      hash: sha256(output),
      content: output,
      now: new Date(),
      expiresAt: new Date(Date.now() + 600_000),
    })
    const unsigned = {
      ...{ chainId, node: id, jobId, fence, moduleHash: order.moduleBlob, inputHash: order.inputBlob },
      ...{ outputHash: sha256(output), resultHash: sha256(output), outcome: 'ok' as const, reason: null },
      ...{ gas: String(hashChainGas(given.rounds)), class: 'D0' as const, durationMs: 5 },
    }
    await hub.receive(id, 'started', { jobId, fence })
    const receipt = { ...unsigned, signature: signText(privateKey, workReceiptText(unsigned)) }
    await hub.receive(id, 'result', { receipt, nonce: null })
  }
  const onSent = (frame: SentFrame) => {
    seen.push(frame)
    if (manner === 'silent') return
    if (frame.type === 'uptime') {
      const { epoch, slot, nonce } = frame.body
      const signature = signText(privateKey, uptimeText({ chainId, node: id, epoch, slot, nonce }))
      setImmediate(() => hub.receive(id, 'uptime', { epoch, slot, nonce, signature }))
    }
    if (frame.type === 'assign') setImmediate(() => void working.push(work(frame.body)))
  }
  const subnet = `0x${String(index).padStart(64, '0')}` as const
  hub.join(
    {
      node: id,
      operator: operator ? `0x${'aa'.repeat(20)}` : undefined,
      subnet,
      capacity,
      paused: undefined,
    },
    onSent,
  )
  void hub.receive(id, 'state', { capacity, paused: null, jobs: [] })
}

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { maxConnections: 6 })
  anvil = await startAnvil()
  const deployment = await deployTestContracts(anvil.rpcUrl)
  chain = connectChain(anvil.rpcUrl, deployment)
  const control = createTestClient({
    mode: 'anvil',
    chain: chain.client.chain,
    transport: http(anvil.rpcUrl),
  })
  const times = await readEpochTimes(chain)
  const beganAt = performance.now()
  // Just before the second epoch, so that the nodes are there when it begins.
  const base = times.startsAtMs(EPOCH) - 4_000
  const now = () => base + (performance.now() - beganAt) * FASTER
  const clock: Clock = {
    now,
    sleep: (ms, signal) => delay(ms / FASTER, undefined, { ...(signal && { signal }) }).catch(() => {}),
  }
  stop = new AbortController()
  mining = (async () => {
    while (!stop.signal.aborted) {
      const { timestamp } = await chain.client.getBlock()
      const wanted = BigInt(Math.floor(now() / 1_000))
      if (wanted > timestamp) {
        await control.setNextBlockTimestamp({ timestamp: wanted })
        await control.mine({ blocks: 1 })
      }
      await delay(60)
    }
  })()
  gateways = await Promise.all(
    ['one', 'two'].map(async (gatewayId) => {
      const hub = createMemoryHub(gatewayId)
      const bus = createPostgresBus({ databaseUrl: database.url, pool })
      const deps: GatewayDeps = {
        ...{
          pool,
          bus,
          clock,
          deployment,
          gatewayId,
          chainId: 31337,
          rpcUrl: anvil.rpcUrl,
          signal: stop.signal,
        },
        ...{ logger: createLogger('gateway-test', 'silent'), metrics: createMetrics() },
      }
      const jobs = startJobs(hub, deps, { epochAt: times.epochAt, lookMs: 1_000 })
      const measuring = await startMeasuring(hub, deps, { chain, times, jobs })
      const close = async () => {
        await measuring.close()
        await jobs.close()
        await bus.close()
      }
      return { hub, close }
    }),
  )
  const [one, two] = gateways
  if (one === undefined || two === undefined) throw new Error('no gateways')
  join(one.hub, 1, 'honest', true)
  join(one.hub, 2, 'wrong', true)
  join(one.hub, 3, 'silent', true)
  join(two.hub, 4, 'idle', true)
  join(two.hub, 5, 'honest', false)
  const closed = await waitUntil(
    'the epoch is closed',
    async () => {
      const answer = await createReceiptsRoute({ pool } as GatewayDeps).handle({
        ...{ params: [String(EPOCH)], query: new URLSearchParams(), body: Buffer.alloc(0), node: undefined },
      })
      return answer.status === 200 && answer
    },
    30_000,
  )
  text = String(closed.body)
  expect(closed.headers?.['x-receipts-hash']).toBe(receiptsHash(text))
  receipts = parseReceiptsFile(text)
})
afterAll(async () => {
  stop.abort()
  await mining
  await Promise.allSettled(working)
  for (const { close } of gateways) await close()
  await pool.end()
  await database.drop()
  await anvil.stop()
})

const verified = async () => {
  const times = await readEpochTimes(chain)
  const beacon = await createSnapshotFinder(chain).lastBlockBefore(epochStartsAt(times.clock, EPOCH))
  return verifyReceipts(receipts, { beacon: beacon.hash })
}

describe('an epoch as gateways measure it', () => {
  it('gives receipts in which every signature holds', async () => {
    expect((await verified()).refused).toEqual([])
  })

  it('asks each session at a random moment of each slot, and one signature vouches for all its answers', async () => {
    const { measures } = await verified()
    for (const index of [1, 2, 4]) {
      const entry = receipts.nodes.find((each) => each.node === node(index))
      expect(entry?.answers).toHaveLength(1)
      expect(countSlots(measures.get(node(index))?.slots ?? 0)).toBeGreaterThanOrEqual(12)
    }
  })

  it('checks each node that lends slots by work, and tells right from wrong from late', async () => {
    const { measures } = await verified()
    expect(measures.get(node(1))?.work).toMatchObject([{ origin: 'canary', isValid: true }])
    expect(measures.get(node(2))?.work).toMatchObject([{ origin: 'canary', isValid: false }])
    expect(measures.get(node(3))).toMatchObject({ slots: 0, work: [], lateChecks: 1 })
    expect(measures.get(node(4))?.work).toEqual([])
    const checks = await findNodeChecks(pool, { nodes: [1, 2, 3, 4].map(node), epoch: EPOCH })
    expect(checks.get(node(1))).toMatchObject({ lastCheck: { isValid: true }, passed: 1, failed: 0 })
    expect(checks.get(node(3))).toMatchObject({ lastCheck: { isValid: false, isLate: true }, failed: 1 })
    expect(checks.has(node(4))).toBe(false)
  })

  it('measures nothing of who is not registered', () => {
    expect(receipts.nodes.some((entry) => entry.node === node(5))).toBe(false)
    expect(standings.get(node(5))?.some(({ type }) => type === 'uptime')).toBe(false)
  })

  it('tells each node where it stands', () => {
    const told = (index: number) =>
      (standings.get(node(index)) ?? []).flatMap((frame) => (frame.type === 'standing' ? [frame.body] : []))
    expect(told(1)).toContainEqual(
      expect.objectContaining({ isVerified: true, reason: 'NODE_VERIFIED', passedCanaries: 1 }),
    )
    expect(told(2)).toContainEqual(
      expect.objectContaining({ isVerified: false, reason: 'NODE_CHECK_FAILED' }),
    )
    expect(told(4).at(0)).toMatchObject({ isVerified: false, reason: 'NODE_TAKES_NO_WORK' })
    expect(told(5).at(0)).toMatchObject({ operator: null, reason: 'NODE_NOT_REGISTERED' })
  })

  it('is closed once and for good: what comes later counts in the next epoch', async () => {
    const receipt = { jobId: newId('job'), fence: 1, node: node(1), gas: '1' }
    const late = { epoch: EPOCH, origin: 'audit' as const, isValid: true, leaseId: null, receipt }
    expect(await recordWorkReceipt(pool, { ...late, recordedAt: new Date() })).toBe(true)
    expect(await recordWorkReceipt(pool, { ...late, recordedAt: new Date() })).toBe(false)
    const { rows } = await pool.query('SELECT epoch FROM work_receipt WHERE job_id = $1', [receipt.jobId])
    expect(rows[0].epoch).toBeGreaterThan(EPOCH)
    const kept = await pool.query('SELECT content FROM epoch_receipts WHERE epoch = $1', [EPOCH])
    expect(kept.rows).toEqual([{ content: text }])
  })
})
