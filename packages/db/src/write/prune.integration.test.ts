import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPool, type Pool } from '../pool.ts'
import { pruneBatch, prunings } from './prune.ts'

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { maxConnections: 2 })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const HASH = Buffer.alloc(32)

/** `leaseId` of a lease closed so many days ago; undefined for one that is open. */
async function addLease(leaseId: number, closedDays: number | undefined): Promise<void> {
  await pool.query(
    `INSERT INTO lease (id, offer_id, operator, renter, voucher_signer, kind, spec_hash, slots, units, min_units,
       price_per_unit_wei, opened_at, opened_tx, expires_at, status, closed_at, closed_tx, close_reason, redeemed_units, paid_wei, fee_wei,
       refunded_wei, escrow_wei, held_units, lodged_units)
     VALUES ($1, $2, $3, $3, $3, 'compute', $2, 1, 1, 0, 0, now(), $2, now(), $4, now() - make_interval(days => $5),
       CASE WHEN $4 = 'closed' THEN $2::bytea END, CASE WHEN $4 = 'closed' THEN 'expired' END, 0,
       0, 0, 0, 0, 0, 0)`,
    [leaseId, HASH, Buffer.alloc(20), closedDays === undefined ? 'open' : 'closed', closedDays ?? null],
  )
}

/** With an attempt and a piece of log; ended a minute after it was made, unless it still runs. */
async function addJob(id: string, days: number, of: { origin: string; leaseId?: number; status?: string }) {
  await pool.query(
    `INSERT INTO job (id, lease_id, request_key, origin, kind, class, visibility, module_blob, input_blob, sealed_to,
       terms, memory_bytes, status, reason, created_at, deadline_at, ended_at, updated_at)
     VALUES ($1, $2, $1, $3, 'wasm', 'D0', 'public', $4, $4, '{}', '{}', 1, $5, 'JOB_SETTLED', t, t,
       CASE WHEN $5 <> 'running' THEN t + interval '1 minute' END, t)`.replaceAll(
      /\bt\b/g,
      '(now() - make_interval(days => $6))',
    ),
    [id, of.leaseId ?? null, of.origin, HASH, of.status ?? 'settled', days],
  )
  await pool.query(
    `INSERT INTO job_attempt (job_id, fence, node, subnet, gateway, status, assigned_at)
     VALUES ($1, 1, $2, $2, 'g', 'returned', now())`,
    [id, HASH],
  )
  await pool.query("INSERT INTO job_log (job_id, fence, index, envelope, at) VALUES ($1, 1, 0, '', now())", [
    id,
  ])
}

const idsOf = async (sql: string) => (await pool.query<{ id: string }>(sql)).rows.map(({ id }) => id)

async function pruneAll(): Promise<void> {
  for (const what of prunings) while ((await pruneBatch(pool, what, 2)) > 0);
}

test('jobs go with all that is theirs once nobody needs them: not before, and never those that are not over', async () => {
  await addLease(1, undefined)
  await addLease(2, 100)
  await addLease(3, 80)
  for (let index = 0; index < 5; index++) await addJob(`old check ${index}`, 8, { origin: 'canary' })
  await addJob('check', 6, { origin: 'canary' })
  await addJob('stuck check', 100, { origin: 'canary', status: 'running' })
  await addJob('old audit', 36, { origin: 'audit' })
  await addJob('audit', 34, { origin: 'audit' })
  await addJob('open lease', 400, { origin: 'rented', leaseId: 1, status: 'accepted' })
  await addJob('closed lease', 120, { origin: 'rented', leaseId: 2 })
  await addJob('just closed', 120, { origin: 'rented', leaseId: 3 })
  await pruneAll()
  const kept = ['audit', 'check', 'just closed', 'open lease', 'stuck check']
  expect(await idsOf('SELECT id FROM job ORDER BY id')).toEqual(kept)
  expect(await idsOf('SELECT job_id AS id FROM job_attempt ORDER BY 1')).toEqual(kept)
  expect(await idsOf('SELECT job_id AS id FROM job_log ORDER BY 1')).toEqual(['check', 'stuck check'])
})

test('messages and deliveries go when their time is over, those that wait stay', async () => {
  const insert = (id: string, days: number, isOver: boolean) =>
    pool.query(
      `WITH t AS (SELECT now() - make_interval(days => $2) AS at), m AS (
         INSERT INTO outbox_message (id, type, release, accounts, data, occurred_at, created_at, released_at)
         SELECT $1, 'job.failed', 'at-once', '{}', '{}', at, at, CASE WHEN $3 THEN at END FROM t
       )
       INSERT INTO webhook_delivery (id, webhook_id, message_id, type, body, is_test, state, reason, history, created_at)
       SELECT $1, 'w', $1, 'job.failed', '{}', false, CASE WHEN $3 THEN 'failed' ELSE 'pending' END, 'DELIVERY_STATUS',
         '[]', at FROM t`,
      [id, days, isOver],
    )
  await insert('a old', 31, true)
  await insert('b waits', 31, false)
  await insert('c young', -1, true)
  await pruneAll()
  expect(await idsOf('SELECT id FROM outbox_message ORDER BY 1')).toEqual(['b waits', 'c young'])
  expect(await idsOf('SELECT id FROM webhook_delivery ORDER BY 1')).toEqual(['b waits', 'c young'])
})
