import type { JobRequest } from '@network3/chain/job-typed-data'
import { getLeaseUsage } from '@network3/db/queries/lease/get-lease-usage'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundle, createJobApi, NAME, NODES, session, stranger } from '../../testing/create-job-api.ts'
import type { TestApi } from '../../testing/create-test-api.ts'
import { nodeAddress, TIP_AT } from '../../testing/test-actors.ts'

let jobs: Awaited<ReturnType<typeof createJobApi>>
let api: TestApi
beforeAll(async () => {
  jobs = await createJobApi()
  api = jobs.api
})
afterAll(() => api.close())
const submit: typeof jobs.submit = (...args) => jobs.submit(...args)
const requestOf: typeof jobs.requestOf = (...args) => jobs.requestOf(...args)
const actionOf: typeof jobs.actionOf = (...args) => jobs.actionOf(...args)
const voucherOf: typeof jobs.voucherOf = (...args) => jobs.voucherOf(...args)
const returnJob: typeof jobs.returnJob = (...args) => jobs.returnJob(...args)

describe('jobs.submit', () => {
  test('queues what the session key signed, and tells where it stands', async () => {
    const job = await submit()
    expect(job).toMatchObject({ isNew: true, state: 'queued', leaseId: '1', visibility: 'private', fence: 0 })
    const found = await api.caller.jobs.get({ jobId: job.jobId })
    expect(found).toMatchObject({
      reason: { code: 'JOB_QUEUED' },
      attempts: [],
      dueUnits: null,
      usage: { slots: 2 },
    })
    const { items } = await api.caller.jobs.find({ leaseId: '1', state: 'queued' })
    expect(items.map(({ jobId }) => jobId)).toContain(job.jobId)
  })

  test('sent ten times at once it is one job; another job under its key is a conflict', async () => {
    const request = await requestOf({ requestKey: 'once' })
    const all = await Promise.all(Array.from({ length: 10 }, () => api.caller.jobs.submit(request)))
    expect(new Set(all.map(({ jobId }) => jobId)).size).toBe(1)
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1)
    const other = submit({ requestKey: 'once', class: 'D1' })
    await expect(other).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('refuses what another key signed, and what was changed after signing', async () => {
    const forged = api.caller.jobs.submit(await requestOf({}, stranger))
    await expect(forged).rejects.toMatchObject({
      code: 'FORBIDDEN',
      cause: { code: 'JOB_SIGNATURE_INVALID' },
    })
    const changed = { ...(await requestOf()), deadline: TIP_AT + 101 }
    await expect(api.caller.jobs.submit(changed)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  const refusals: [string, Partial<JobRequest>, string][] = [
    ['a lease that is not there', { leaseId: 99n }, 'NOT_FOUND'],
    ['a lease that thaws', { leaseId: 4n }, 'JOB_LEASE_NOT_OPEN'],
    ['a lease that is closed', { leaseId: 7n }, 'JOB_LEASE_NOT_OPEN'],
    ['a lease of bandwidth', { leaseId: 8n }, 'JOB_LEASE_NOT_COMPUTE'],
    ['nodes of somebody else', { sealedTo: [nodeAddress(4, 0)] }, 'JOB_NOT_SEALED_TO_LEASE'],
    ['blobs that are not stored', { inputBlob: `0x${'99'.repeat(32)}` }, 'JOB_BLOB_MISSING'],
    ['a deadline that has passed', { deadline: BigInt(TIP_AT) }, 'JOB_DEADLINE_INVALID'],
    ['a deadline a month ahead', { deadline: BigInt(TIP_AT + 2_600_000) }, 'JOB_DEADLINE_INVALID'],
  ]
  for (const [words, changes, code] of refusals) {
    test(`refuses ${words} with ${code}`, async () => {
      await expect(submit(changes)).rejects.toMatchObject({ cause: { code } })
    })
  }

  test('refuses a key that results cannot be sealed to, and limits beyond the ceilings', async () => {
    const { terms } = await requestOf()
    const notMine = { ...terms, submitter: { name: NAME.replace('laptop', 'phone'), bundle } }
    await expect(submit({ terms: notMine })).rejects.toMatchObject({ cause: { code: 'INPUT_INVALID' } })
    const greedy = { ...terms, limits: { ...terms.limits, gas: '1000000000001' } }
    await expect(submit({ terms: greedy })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('jobs.why', () => {
  test('gives for each node the one thing that fails, with need and have', async () => {
    await jobs.bringOnline()
    const { jobId } = await submit()
    const { nodes, slots, job } = await api.caller.jobs.why({ jobId })
    expect(job.reason.code).toBe('JOB_QUEUED')
    expect(slots).toEqual({ rented: 2, inUse: 0 })
    const of = (index: number) => nodes.find(({ node }) => node.toLowerCase() === NODES[index])
    expect(of(0)).toMatchObject({ reason: { code: 'MATCH_MEMORY' }, need: '1000 bytes', have: '999 bytes' })
    expect(of(1)).toMatchObject({ reason: { code: 'MATCH_KIND' }, need: 'wasm', have: '' })
    await api.context.pool.query('UPDATE node_session SET memory_bytes = 1000')
    const again = await api.caller.jobs.why({ jobId })
    expect(again.nodes.map(({ reason }) => reason.code).sort()).toEqual(['MATCH_KIND', 'MATCH_OK'])
  })

  test('of a job that is not there is NOT_FOUND', async () => {
    const jobId = `job_${'0'.repeat(32)}`
    await expect(api.caller.jobs.why({ jobId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(api.caller.jobs.get({ jobId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('what is said to a job', () => {
  test('cancelled by its key only, once, and not after it returned', async () => {
    const { jobId } = await submit()
    const foreign = api.caller.jobs.cancel(await actionOf(jobId, 'cancel', stranger))
    await expect(foreign).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const action = await actionOf(jobId, 'cancel')
    expect(await api.caller.jobs.cancel(action)).toMatchObject({
      state: 'failed',
      reason: { code: 'JOB_CANCELLED' },
    })
    expect(await api.caller.jobs.cancel(action)).toMatchObject({ reason: { code: 'JOB_CANCELLED' } })
    const returned = await submit()
    await returnJob(returned.jobId, 1n)
    const late = api.caller.jobs.cancel(await actionOf(returned.jobId, 'cancel'))
    await expect(late).rejects.toMatchObject({ code: 'CONFLICT', cause: { code: 'JOB_STATE_CHANGED' } })
    await api.caller.jobs.dispute(await actionOf(returned.jobId, 'dispute'))
  })

  test('a signature for one job or deed is none for another', async () => {
    const [first, second] = [await submit(), await submit()]
    const action = await actionOf(first.jobId, 'cancel')
    const other = api.caller.jobs.cancel({ ...action, jobId: second.jobId })
    await expect(other).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(api.caller.jobs.dispute(action)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('accepted with vouchers that add up over all jobs, also at once', async () => {
    const jobs = await Promise.all([1, 2, 3].map(() => submit()))
    for (const { jobId } of jobs) await returnJob(jobId, 1_400n)
    const [first, second, third] = jobs.map(({ jobId }) => jobId)
    if (first === undefined || second === undefined || third === undefined) throw new Error('no jobs')
    expect((await api.caller.jobs.get({ jobId: first })).dueUnits).toBe('2')
    const accept = async (jobId: string, units: bigint, signer = session) =>
      api.caller.jobs.accept({
        ...(await actionOf(jobId, 'accept')),
        voucher: await voucherOf(units, signer),
      })
    await expect(accept(first, 1n)).rejects.toMatchObject({ cause: { code: 'VOUCHER_TOO_LOW' } })
    await expect(accept(first, 2n, stranger)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(accept(first, 101n)).rejects.toMatchObject({ cause: { code: 'INPUT_INVALID' } })
    // Both pay as if the other were not there: one is too low by then.
    const both = await Promise.allSettled([accept(first, 2n), accept(second, 2n)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const left = both[0]?.status === 'fulfilled' ? second : first
    await accept(left, 3n)
    await accept(third, 5n)
    const usage = await getLeaseUsage(api.context.pool, 1n)
    expect(usage).toMatchObject({ acceptedMs: 4_200n, voucher: { cumulativeUnits: 5n } })
    const { rows } = await api.context.pool.query(
      "SELECT count(*)::int AS n FROM work_receipt WHERE is_valid AND origin = 'rented'",
    )
    expect(rows).toEqual([{ n: 3 }])
  })

  test('disputed it is not counted, and no voucher is due for it', async () => {
    const { jobId } = await submit()
    await returnJob(jobId, 50_000n)
    const before = await getLeaseUsage(api.context.pool, 1n)
    expect(await api.caller.jobs.dispute(await actionOf(jobId, 'dispute'))).toMatchObject({
      state: 'disputed',
    })
    expect((await getLeaseUsage(api.context.pool, 1n)).acceptedMs).toBe(before.acceptedMs)
    const accept = { ...(await actionOf(jobId, 'accept')), voucher: await voucherOf(60n) }
    await expect(api.caller.jobs.accept(accept)).rejects.toMatchObject({
      cause: { code: 'JOB_STATE_CHANGED' },
    })
  })
})
