import { createHash, randomBytes } from 'node:crypto'
import type { Address, Hex } from '@network3/core/hex'
import { newId } from '@network3/core/ids'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPool, type Pool } from '../pool.ts'
import { findAttempts } from '../queries/job/find-attempts.ts'
import { findWantedJobs } from '../queries/job/find-wanted-jobs.ts'
import { getJob } from '../queries/job/get-job.ts'
import { assignJobs } from './assign-jobs.ts'
import { deleteExpiredBlobs, MAX_BLOB_BYTES, putBlob } from './blobs.ts'
import { changeJob } from './change-job.ts'
import { insertJob, type NewJob } from './insert-job.ts'
import { setLeaseMeter } from './lease-meters.ts'

const NOW = new Date('2026-03-10T12:00:00.000Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)
const node = (byte: number): Address => `0x${byte.toString(16).padStart(2, '0').repeat(20)}`
const SUBNET: Hex = `0x${'5b'.repeat(32)}`

let database: TestDatabase
let pool: Pool
let blob: Hex
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { maxConnections: 8 })
  blob = await put(Buffer.from('module'))
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

async function put(content: Uint8Array, expiresAt = later(1_000)): Promise<Hex> {
  const hash: Hex = `0x${createHash('sha256').update(content).digest('hex')}`
  expect(await putBlob(pool, { hash, content, now: NOW, expiresAt })).toBe(true)
  return hash
}

function jobOf(changes: Partial<NewJob> = {}): NewJob {
  const limits = { memoryBytes: 1_000, gas: '1000', wallMs: 1_000, outputBytes: 1_000 }
  return {
    ...{ id: newId('job'), request: null, origin: 'canary', kind: 'wasm', class: 'D0', visibility: 'public' },
    ...{ moduleBlob: blob, inputBlob: blob, sealedTo: [] },
    terms: { args: [], seed: SUBNET, clockMs: 0, limits, submitter: null },
    ...{ createdAt: NOW, deadlineAt: later(60_000), ...changes },
  }
}

async function insert(changes: Partial<NewJob> = {}) {
  const inserted = await insertJob(pool, jobOf(changes))
  if (inserted === undefined) throw new Error('a blob is missing')
  return inserted.job
}

const assign = (job: { id: string; fence: number; leaseId: bigint | null }, to: Address, gateway = 'g1') =>
  assignJobs(pool, {
    assignments: [{ job, node: to, operator: undefined, subnet: SUBNET }],
    ...{ gateway, now: later(1) },
  })

describe('two gateways racing', () => {
  test('assign each fence of 1,000 jobs once', async () => {
    const jobs = await Promise.all(Array.from({ length: 1_000 }, () => insert()))
    const race = async (gateway: string, byte: number) => {
      let given = 0
      // Both read the same jobs, and often choose some of the same at once.
      for (;;) {
        const wanted = await findWantedJobs(pool, { nodes: [node(byte)], now: later(1), limit: 100 })
        if (wanted.length === 0) return given
        const chosen = wanted.filter(() => Math.random() < 0.4)
        const assignments = chosen.map((job) => ({
          ...{ job, node: node(byte), operator: undefined, subnet: SUBNET },
        }))
        given += (await assignJobs(pool, { assignments, gateway, now: later(1) })).length
      }
    }
    const [first, second] = await Promise.all([race('g1', 1), race('g2', 2)])
    expect(first + second).toBe(1_000)
    expect(Math.min(first, second)).toBeGreaterThan(0)
    const attempts = await findAttempts(
      pool,
      jobs.map(({ id }) => id),
    )
    expect(attempts).toHaveLength(1_000)
    expect(new Set(attempts.map(({ fence }) => fence))).toEqual(new Set([1]))
  })

  test('a job read before it was assigned is not assigned again', async () => {
    const job = await insert()
    expect(await assign(job, node(1))).toHaveLength(1)
    expect(await assign(job, node(2), 'g2')).toEqual([])
    expect((await getJob(pool, job.id))?.fence).toBe(1)
  })
})

test('who read a job before its other replica was given has to look again, at whose it is', async () => {
  const job = await insert({ replicas: 2 })
  const given = await Promise.all([assign(job, node(1), 'g1'), assign(job, node(1), 'g2')])
  expect(given.flat()).toHaveLength(1)
  expect(await assign(job, node(1))).toEqual([])
  expect(await getJob(pool, job.id)).toMatchObject({ fence: 1, wanted: 1 })
})

describe('changeJob', () => {
  test('a lost node leads to the next fence, and its result of the old one changes nothing', async () => {
    const job = await insert()
    await assign(job, node(1))
    const lose = await changeJob(pool, { jobId: job.id, now: later(5) }, ({ apply }) =>
      apply({ type: 'end', fence: 1, reason: 'ATTEMPT_NODE_LOST' }, { attempt: { detail: 'gone' } }),
    )
    expect(lose).toMatchObject({ status: 'queued', wanted: 1, fence: 1 })
    const again = await getJob(pool, job.id)
    if (again === undefined) throw new Error('the job is gone')
    expect(await assign(again, node(2))).toMatchObject([{ job: { fence: 2, status: 'assigned' } }])
    const zombie = await changeJob(pool, { jobId: job.id, now: later(6) }, ({ apply }) =>
      apply({ type: 'return', fence: 1, verdict: 'agreed' }, { resultBlob: blob, attempt: { receipt: {} } }),
    )
    expect(zombie).toEqual({ refused: 'fence' })
    expect(await getJob(pool, job.id)).toMatchObject({ status: 'assigned', resultBlob: null, fence: 2 })
    expect(await findAttempts(pool, [job.id])).toMatchObject([
      { fence: 1, status: 'ended', reason: 'ATTEMPT_NODE_LOST', detail: 'gone', receipt: null },
      { fence: 2, status: 'assigned', reason: null },
    ])
  })

  test('of results that arrive together one is taken', async () => {
    const job = await insert()
    await assign(job, node(1))
    const results = await Promise.all(
      Array.from({ length: 8 }, () =>
        changeJob(pool, { jobId: job.id, now: later(7) }, ({ apply }) =>
          apply(
            { type: 'return', fence: 1, verdict: 'agreed' },
            { resultBlob: blob, billedMs: 5n, acceptsAt: later(99), agreed: [1] },
          ),
        ),
      ),
    )
    expect(results.filter((result) => result !== undefined && !('refused' in result))).toHaveLength(1)
    expect(await getJob(pool, job.id)).toMatchObject({
      ...{ status: 'returned', node: node(1), resultBlob: blob, billedMs: 5n, returnedAt: later(7) },
    })
  })

  test('several steps in one transaction build on each other, and all go when it fails', async () => {
    const job = await insert()
    await assign(job, node(1))
    const attempt = (fails: boolean) =>
      changeJob(pool, { jobId: job.id, now: later(8) }, async ({ apply }) => {
        await apply({ type: 'return', fence: 1, verdict: 'agreed' })
        const settled = await apply({ type: 'settle' })
        if (fails) throw new Error('the judge broke')
        return settled
      })
    await expect(attempt(true)).rejects.toThrow('the judge broke')
    expect(await getJob(pool, job.id)).toMatchObject({ status: 'assigned' })
    expect(await attempt(false)).toMatchObject({ status: 'settled', endedAt: later(8) })
  })
})

describe('insertJob', () => {
  test('the same request is one job, and its key with another content a conflict', async () => {
    const request = { leaseId: 7n, submitter: node(9), key: 'a', digest: SUBNET }
    const results = await Promise.all(
      Array.from({ length: 6 }, () => insertJob(pool, jobOf({ request, origin: 'rented' }))),
    )
    expect(results.map((result) => result?.outcome).sort()).toEqual(['inserted', ...Array(5).fill('known')])
    expect(new Set(results.map((result) => result?.job.id)).size).toBe(1)
    const other = { ...request, digest: `0x${'11'.repeat(32)}` as const }
    expect((await insertJob(pool, jobOf({ request: other })))?.outcome).toBe('conflict')
  })

  test('a job whose blob is not there is not queued', async () => {
    const job = jobOf({ inputBlob: SUBNET })
    expect(await insertJob(pool, job)).toBeUndefined()
    expect(await getJob(pool, job.id)).toBeUndefined()
  })
})

describe('blobs', () => {
  test('are stored only under their own hash and up to their size', async () => {
    const store = (content: Uint8Array, hash: Hex) =>
      putBlob(pool, { hash, content, now: NOW, expiresAt: NOW })
    expect(await store(Buffer.from('a'), SUBNET)).toBe(false)
    const large = new Uint8Array(MAX_BLOB_BYTES + 1)
    expect(await store(large, `0x${createHash('sha256').update(large).digest('hex')}`)).toBe(false)
  })

  test('go when nobody needs them any more, and not while a job does', async () => {
    const [needed, spare] = [await put(randomBytes(9)), await put(randomBytes(9))]
    await insert({ inputBlob: needed })
    await deleteExpiredBlobs(pool, later(120_000), 100)
    const { rows } = await pool.query('SELECT hash FROM blob WHERE hash = ANY($1)', [
      [needed, spare].map((hash) => Buffer.from(hash.slice(2), 'hex')),
    ])
    expect(rows).toEqual([{ hash: Buffer.from(needed.slice(2), 'hex') }])
  })
})

test('a meter counts the lesser of the node’s word and what was seen, and only rises', async () => {
  const request = { leaseId: 8n, submitter: node(9), key: 'm', digest: SUBNET }
  const job = await insert({ request, origin: 'rented' })
  // Without a row of the lease nothing is assigned: its slots cannot be counted.
  expect(await assign(job, node(3))).toEqual([])
  await assign({ ...job, leaseId: null }, node(3))
  await pool.query(
    `INSERT INTO job_attempt (job_id, fence, node, subnet, gateway, status, assigned_at, started_at, ended_at)
     VALUES ($1, 1, $2, $3, 'g1', 'ended', $4, $4, $5)`,
    [job.id, Buffer.alloc(20, 3), Buffer.alloc(32), NOW, later(2_500)],
  )
  const meter = (claimedMs: bigint) =>
    setLeaseMeter(pool, { leaseId: 8n, node: node(3), claimedMs, signature: '0x11', now: later(9_000) })
  expect(await meter(2_000n)).toMatchObject({ countedMs: 2_000n, observedMs: 2_500n })
  expect(await meter(1_000n)).toMatchObject({ countedMs: 2_000n, claimedMs: 2_000n })
  expect(await meter(99_000n)).toMatchObject({ countedMs: 2_500n })
  expect(
    await setLeaseMeter(pool, { leaseId: 8n, node: node(4), claimedMs: 1n, signature: '0x11', now: NOW }),
  ).toBeUndefined()
})
