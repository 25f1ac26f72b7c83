import { waitUntil } from '@network3/testing/wait-until'
import { beforeAll, describe, expect, test } from 'vitest'
import { useTestJobs } from './testing/use-test-jobs.ts'

const { pool, start, join, submit, until, jobOf, attemptsOf, receiptsOf } = useTestJobs()

const bytesOf = (hex: string) => Buffer.from(hex.slice(2), 'hex')

/** Leases of the owners that useTestJobs makes of one byte: `lease` is theirs. */
async function openLease(id: number, byte: number): Promise<void> {
  await pool().query(
    `INSERT INTO lease (id, offer_id, operator, renter, voucher_signer, kind, spec_hash, slots, units, min_units,
       price_per_unit_wei, opened_at, opened_tx, expires_at, status, redeemed_units, paid_wei, fee_wei, refunded_wei,
       escrow_wei, held_units,
       lodged_units)
     VALUES ($1, $2, $3, $4, $4, 'compute', $2, 4, 1000, 0, 1, now(), $2, now() + interval '1 hour', 'open', 0, 0, 0, 0,
       1000, 0, 0)`,
    [id, Buffer.alloc(32, id), Buffer.alloc(20, byte), Buffer.alloc(20, 9)],
  )
}
const requestOf = (leaseId: number, key: string) => ({
  leaseId: BigInt(leaseId),
  submitter: `0x${'09'.repeat(20)}` as const,
  key,
  digest: `0x${'11'.repeat(32)}` as const,
})
const rent = (leaseId: number, key: string) => submit({ origin: 'rented', request: requestOf(leaseId, key) })
const auditsOf = async (jobId: string): Promise<string[]> => {
  const { rows } = await pool().query<{ job_id: string }>(
    `SELECT job_id FROM job_attempt WHERE fence = 1 AND job_id <> $1 AND receipt ->> 'jobId' = $1`,
    [jobId],
  )
  return rows.map(({ job_id }) => job_id)
}
const auditOf = (jobId: string) => waitUntil(`${jobId} is audited`, async () => (await auditsOf(jobId)).at(0))

beforeAll(async () => {
  await openLease(1, 1)
  await openLease(2, 2)
})

describe('a rented result of a new node', () => {
  test('is run again on another owner’s node, which has to find the same, and each is counted once', async () => {
    const [first, second] = [start('g1', { silenceMs: 50 }), start('g2', { silenceMs: 50 })]
    const rented = await join(first, 1)
    const jobId = await rent(1, 'agrees')
    await until(jobId, 'accepted')
    const audit = await auditOf(jobId)
    // Neither the node itself nor another one of its owner.
    const twin = await join(second, 7, { operator: `0x${'01'.repeat(20)}` })
    await join(second, 3)
    await until(audit, 'accepted')
    expect((await attemptsOf(audit)).map(({ isAgreed }) => isAgreed)).toEqual([true, true])
    expect([...rented.orders(), ...twin.orders()].map((order) => order.jobId)).toEqual([jobId])
    expect(await receiptsOf(jobId)).toEqual([{ fence: 1, is_valid: true }])
    expect(await receiptsOf(audit)).toEqual([{ fence: 2, is_valid: true }])
  })

  test('that two others contradict is held against it, and its submitter is told before silence pays', async () => {
    const gateway = start('g1')
    await join(gateway, 2, { manner: 'lies' })
    const jobId = await rent(2, 'lies')
    const audit = await auditOf(jobId)
    await join(gateway, 3)
    await join(gateway, 4)
    await until(audit, 'returned')
    expect((await attemptsOf(audit)).map(({ isAgreed }) => isAgreed)).toEqual([false, true, true])
    const job = await until(jobId, 'disputed')
    expect(job.detail).toContain(audit)
    expect(await receiptsOf(jobId)).toEqual([{ fence: 1, is_valid: false }])
    // Nobody rules on it: after a day it is settled, and is not counted for that either.
    await pool().query(`UPDATE job SET updated_at = now() - interval '25 hours' WHERE id = $1`, [jobId])
    await until(jobId, 'settled')
    expect(await receiptsOf(jobId)).toEqual([{ fence: 1, is_valid: false }])
  })

  test('that was accepted and published already is held against it beside that', async () => {
    const gateway = start('g1', { silenceMs: 50 })
    await join(gateway, 2, { manner: 'lies' })
    const jobId = await rent(2, 'was-accepted')
    await until(jobId, 'accepted')
    await pool().query(
      `INSERT INTO epoch_receipts (epoch, hash, content, published_at) VALUES (5, $1, '', now())`,
      [Buffer.alloc(32)],
    )
    const audit = await auditOf(jobId)
    await join(gateway, 3)
    await join(gateway, 4)
    await until(audit, 'accepted')
    expect(await receiptsOf(jobId)).toEqual([{ fence: 1, is_valid: true }])
    expect(await receiptsOf(audit)).toEqual([1, 2, 3].map((fence) => ({ fence, is_valid: fence !== 1 })))
    const { rows } = await pool().query(
      `SELECT epoch, node, origin, receipt ->> 'jobId' AS of FROM work_receipt WHERE job_id = $1 AND fence = 1`,
      [audit],
    )
    const node = bytesOf((await attemptsOf(jobId))[0]?.node ?? '0x')
    expect(rows).toEqual([{ epoch: 6n, node, origin: 'rented', of: jobId }])
  })
})

test('a node whose results others make too often is left alone for the rest of the hour', async () => {
  const gateway = start('g1')
  const worker = await join(gateway, 1, { slots: 4 })
  const found = await pool().query(
    `INSERT INTO job_attempt (job_id, fence, node, subnet, gateway, status, receipt, assigned_at)
     SELECT 'job_' || lpad(n::text, 32, '0'), 1, $1, $2, 'g1', 'returned', '{"jobId": "another"}', now()
     FROM generate_series(1, 30) n RETURNING job_id`,
    [bytesOf(worker.node), Buffer.alloc(32, 1)],
  )
  await pool().query(
    `INSERT INTO job (id, origin, kind, class, visibility, module_blob, input_blob, sealed_to, terms, memory_bytes, wanted,
       status, reason, created_at, deadline_at, updated_at)
     SELECT id, 'audit', 'wasm', 'D0', 'public', $2, $2, '{}', '{}', 0, 0, 'failed', 'JOB_CANCELLED', now(), now(), now()
     FROM unnest($1::text[]) AS u(id)`,
    [found.rows.map(({ job_id }) => job_id), Buffer.alloc(32)],
  )
  const jobId = await rent(1, 'too-often')
  await until(jobId, 'returned')
  expect(await auditsOf(jobId)).toEqual([])
  expect((await jobOf(jobId))?.status).toBe('returned')
})
