import { createHash } from 'node:crypto'
import type { Address, Hex } from '@network3/core/hex'
import { newId } from '@network3/core/ids'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPool, type Pool } from '../pool.ts'
import { findOverdueJobs } from '../queries/job/find-due-jobs.ts'
import { findWantedJobs } from '../queries/job/find-wanted-jobs.ts'
import { getLeaseUsage } from '../queries/lease/get-lease-usage.ts'
import { assignJobs } from './assign-jobs.ts'
import { putBlob } from './blobs.ts'
import { changeJob } from './change-job.ts'
import { insertJob } from './insert-job.ts'
import { setLeases } from './lease-rows.ts'
import { openWriter } from './open-writer.ts'
import { insertWebhook } from './webhooks.ts'

const NOW = new Date('2026-03-10T12:00:00.000Z')
const LATER = new Date(NOW.getTime() + 1_000)
const NODE: Address = `0x${'01'.repeat(20)}`
const hash: Hex = `0x${'5b'.repeat(32)}`
const content = Buffer.from('module')
const blob: Hex = `0x${createHash('sha256').update(content).digest('hex')}`
const expiresAt = NOW.getTime() / 1000 + 3_600

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { maxConnections: 8 })
  await putBlob(pool, { hash: blob, content, now: NOW, expiresAt: LATER })
  const writer = await openWriter(database.url, 31337)
  await writer?.transaction((tx) => setLeases(tx, [1n, 2n, 3n].map(leaseOf)))
  await writer?.close()
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

/** 2 slots each; lease 3 was closed. */
function leaseOf(id: bigint) {
  const isClosed = id === 3n
  return {
    ...{ id, offerId: hash, operator: NODE, renter: NODE, voucherSigner: NODE, specHash: hash, slots: 2 },
    ...{
      kind: 'compute' as const,
      units: 100n,
      minUnits: 0n,
      pricePerUnitWei: 1n,
      openedAt: 1,
      openedTx: hash,
    },
    ...{ expiresAt, status: isClosed ? ('closed' as const) : ('open' as const), thawEndsAt: null },
    closed: isClosed ? { at: 2, tx: hash, reason: 'renter-closed' as const } : null,
    ...{
      redeemedUnits: 0n,
      paidWei: 0n,
      feeWei: 0n,
      heldUnits: 0n,
      claim: null,
      lodgedUnits: 0n,
      settled: null,
    },
    ...{ refundedWei: isClosed ? 100n : 0n, escrowWei: isClosed ? 0n : 100n },
  }
}

async function submit(leaseId: bigint, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const limits = { memoryBytes: 1, gas: '1', wallMs: 1, outputBytes: 1 }
    await insertJob(pool, {
      ...{ id: newId('job'), origin: 'rented', kind: 'wasm', class: 'D0', visibility: 'private' },
      request: { leaseId, submitter: NODE, key: String(index), digest: hash },
      ...{ moduleBlob: blob, inputBlob: blob, sealedTo: [NODE] },
      terms: { args: [], seed: hash, clockMs: 0, limits, submitter: { name: 'a', bundle: '0x00' } },
      ...{ createdAt: NOW, deadlineAt: new Date(expiresAt * 1000) },
    })
  }
}

const look = (limit = 100) => findWantedJobs(pool, { nodes: [NODE], now: LATER, limit })

test('gateways at once never have more of a lease running than it has slots', async () => {
  await submit(1n, 32)
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM job WHERE lease_id = 1 ORDER BY created_at, id',
  )
  // As if each had looked at another moment: no two choose the same job.
  const chosen = Array.from({ length: 8 }, (_, index) => rows.slice(4 * index, 4 * index + 4))
  // All connected before, or the first would be done before the last begins.
  const clients = await Promise.all(chosen.map(() => pool.connect()))
  for (const client of clients) client.release()
  const given = await Promise.all(
    chosen.map((jobs, index) =>
      assignJobs(pool, {
        assignments: jobs.map(({ id }) => ({
          ...{ job: { id, fence: 0, leaseId: 1n }, node: NODE, operator: NODE, subnet: hash },
        })),
        ...{ gateway: `g${index}`, now: LATER },
      }),
    ),
  )
  expect(given.flat()).toHaveLength(2)
  expect((await getLeaseUsage(pool, 1n)).slotsInUse).toBe(2)
  expect(await look()).toEqual([])
})

test('a slot that is freed is given to the next, and thirty jobs that wait on one lease hide no other’s', async () => {
  await submit(2n, 1)
  expect((await look()).map(({ leaseId }) => leaseId)).toEqual([2n])
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM job WHERE status = 'assigned' LIMIT 1")
  const jobId = rows[0]?.id ?? ''
  await changeJob(pool, { jobId, now: LATER }, ({ apply }) => apply({ type: 'cancel' }))
  expect((await look()).map(({ leaseId }) => leaseId).sort()).toEqual([1n, 2n])
})

test('jobs of a closed lease are not given to anybody, and are over', async () => {
  await submit(3n, 2)
  expect((await look()).some(({ leaseId }) => leaseId === 3n)).toBe(false)
  const overdue = await findOverdueJobs(pool, { now: LATER, limit: 100 })
  expect(overdue.map(({ isLeaseOver }) => isLeaseOver)).toEqual([true, true])
  const late = await findOverdueJobs(pool, { now: new Date(expiresAt * 1000), limit: 100 })
  expect(new Set(late.map(({ isLeaseOver }) => isLeaseOver))).toEqual(new Set([false]))
})

test('what becomes of a job is written for its renter’s webhooks in the transaction that makes it so, or not at all', async () => {
  const webhook = { id: newId('webhook'), account: NODE, url: 'https://a.network3.io/', description: '' }
  const events = ['job.failed'] as const
  await insertWebhook(pool, { ...webhook, events, secret: Buffer.alloc(60), createdAt: NOW }, 1)
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM job WHERE status = 'queued' LIMIT 2")
  const [lost = '', kept = ''] = rows.map(({ id }) => id)
  const cancel = async (jobId: string, then: () => void) =>
    changeJob(pool, { jobId, now: LATER }, async ({ apply }) => {
      await apply({ type: 'cancel' })
      then()
    })
  const crash = () => {
    throw new Error('The process died.')
  }
  await expect(cancel(lost, crash)).rejects.toThrow('died')
  await cancel(kept, () => {})
  const messages = await pool.query('SELECT type, release, accounts, data FROM outbox_message')
  expect(messages.rows).toEqual([
    {
      ...{ type: 'job.failed', release: 'at-once', accounts: [Buffer.from(NODE.slice(2), 'hex')] },
      data: expect.objectContaining({ jobId: kept, state: 'failed', reason: 'JOB_CANCELLED' }),
    },
  ])
})
