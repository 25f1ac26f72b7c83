import { findAttempts } from '@network3/db/queries/job/find-attempts'
import { getJob } from '@network3/db/queries/job/get-job'
import { announceJob } from '@network3/db/write/announce-jobs'
import { assignJobs } from '@network3/db/write/assign-jobs'
import { changeJob, type JobChange } from '@network3/db/write/change-job'
import { insertJobLog } from '@network3/db/write/job-logs'
import { createLogger } from '@network3/service/logger'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { WatchMessage } from '../routers/jobs/watch-jobs.schema.ts'
import { createJobApi, NODES, NOW_MS } from '../testing/create-job-api.ts'
import { readStream, type Stream } from '../testing/read-stream.ts'
import { type ApiServer, serveApi } from '../testing/serve-api.ts'
import { operatorAddress } from '../testing/test-actors.ts'
import { createJobFeed } from './create-job-feed.ts'
import { watchJobs } from './watch-jobs.ts'

type JobStream = Stream<WatchMessage>

let made: Awaited<ReturnType<typeof createJobApi>>
let server: ApiServer
const streams: JobStream[] = []
const now = new Date(NOW_MS)

beforeAll(async () => {
  made = await createJobApi()
  server = await serveApi(made.api.context)
})
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close()
})
afterAll(async () => {
  await server.stop()
  await made.api.close()
})

const pool = () => made.api.context.pool

async function open(input: object, lastEventId?: string): Promise<JobStream> {
  const url = `${server.url}/jobs.watch?input=${encodeURIComponent(JSON.stringify(input))}`
  const stream = await readStream<WatchMessage>(url, lastEventId)
  streams.push(stream)
  return stream
}

const wordsOf = ({ messages }: JobStream) =>
  messages.map(({ data }) => (data.type === 'job' ? data.job.state : `log ${data.fence}-${data.index}`))
const has = (stream: JobStream, words: string) => stream.until(() => wordsOf(stream).includes(words))

async function assign(jobId: string): Promise<void> {
  const job = await getJob(pool(), jobId)
  const [node] = NODES
  if (job === undefined || node === undefined) throw new Error('no job')
  const assignment = { job, node, operator: operatorAddress(3), subnet: `0x${'01'.repeat(32)}` as const }
  expect(await assignJobs(pool(), { assignments: [assignment], gateway: 'g1', now })).toHaveLength(1)
}
const change = (jobId: string, event: JobChange) =>
  changeJob(pool(), { jobId, now }, async ({ apply }) =>
    expect(await apply(event)).not.toHaveProperty('refused'),
  )
const start = (jobId: string) => change(jobId, { type: 'start', fence: 1 })
const end = (jobId: string) => change(jobId, { type: 'cancel' })

/** As gateways do. */
async function log(jobId: string, index: number): Promise<void> {
  const [attempt] = await findAttempts(pool(), [jobId])
  if (attempt === undefined) throw new Error('nobody has it')
  const piece = { jobId, fence: 1, node: attempt.node, index, envelope: `0x0${index}` as const, at: now }
  expect(await insertJobLog(pool(), piece)).toBe(true)
  announceJob(pool(), jobId)
}

test('a job is told as it is, then each state and piece of log as it comes, the log whole before the end', async () => {
  const { jobId } = await made.submit()
  const stream = await open({ jobId })
  await has(stream, 'queued')
  await assign(jobId)
  await has(stream, 'assigned')
  await start(jobId)
  await has(stream, 'running')
  await log(jobId, 0)
  await has(stream, 'log 1-0')
  await log(jobId, 1)
  await end(jobId)
  await has(stream, 'failed')
  expect(wordsOf(stream)).toEqual(['queued', 'assigned', 'running', 'log 1-0', 'log 1-1', 'failed'])
  expect(stream.messages[3]?.data).toMatchObject({
    type: 'log',
    jobId,
    envelope: '0x00',
    at: now.toISOString(),
  })
  expect(stream.messages.at(-1)?.data).toMatchObject({ job: { jobId, reason: { code: 'JOB_CANCELLED' } } })
})

test('a reader that reconnects gets exactly what it missed, wherever it broke off', async () => {
  const { jobId } = await made.submit()
  await assign(jobId)
  await start(jobId)
  for (let index = 0; index < 4; index++) await log(jobId, index)
  const stream = await open({ jobId })
  await has(stream, 'log 1-3')
  await end(jobId)
  await has(stream, 'failed')
  const all = wordsOf(stream)
  expect(all).toEqual(['running', 'log 1-0', 'log 1-1', 'log 1-2', 'log 1-3', 'failed'])
  for (const [index, { id }] of stream.messages.slice(0, -1).entries()) {
    const again = await open({ jobId }, id)
    await has(again, 'failed')
    expect(wordsOf(again)).toEqual(all.slice(index + 1))
  }
})

test('whoever watches a lease is told of all its jobs, of new ones too, and of no other lease’s', async () => {
  const running = await made.submit()
  await assign(running.jobId)
  const stream = await open({ leaseId: '1' })
  const idsOf = () =>
    stream.messages.flatMap(({ data }) => (data.type === 'job' ? [[data.job.jobId, data.job.state]] : []))
  await stream.until(() => idsOf().length > 0)
  const { jobId } = await made.submit()
  await stream.until(() => idsOf().some(([id]) => id === jobId))
  await log(running.jobId, 0)
  await has(stream, 'log 1-0')
  await end(running.jobId)
  await end(jobId)
  await stream.until(() => idsOf().filter(([, state]) => state === 'failed').length === 2)
  expect(idsOf()).toEqual([
    [running.jobId, 'assigned'],
    [jobId, 'queued'],
    [running.jobId, 'failed'],
    [jobId, 'failed'],
  ])
  const other = await open({ leaseId: '4' })
  const again = await open({ leaseId: '1' }, stream.messages.at(-1)?.id)
  const { jobId: next } = await made.submit()
  await again.until(() => again.messages.some(({ data }) => data.type === 'job' && data.job.jobId === next))
  expect(other.messages).toEqual([])
})

test('many readers share one connection; one that breaks is made again, and nothing is lost with it', async () => {
  const { jobId } = await made.submit()
  const readers = await Promise.all(Array.from({ length: 10 }, () => open({ jobId })))
  for (const reader of readers) await has(reader, 'queued')
  const listeners =
    "FROM pg_stat_activity WHERE application_name = 'network3-bus' AND datname = current_database()"
  const { rows } = await pool().query<{ total: bigint }>(`SELECT count(*) AS total ${listeners}`)
  expect(rows[0]?.total).toBe(1n)
  await pool().query(`SELECT pg_terminate_backend(pid) ${listeners}`)
  await end(jobId)
  for (const reader of readers) {
    await has(reader, 'failed')
    expect(wordsOf(reader)).toEqual(['queued', 'failed'])
    reader.close()
  }
  await expect.poll(() => made.api.context.jobFeed.readerCount(), { timeout: 10_000 }).toBe(0)
})

test('a change no notice told of is found all the same', async () => {
  const { jobId } = await made.submit()
  const { databaseUrl, context } = made.api
  const deps = { pool: pool(), clock: context.clock }
  const jobFeed = createJobFeed({ ...deps, databaseUrl, logger: createLogger('feed', 'silent'), lookMs: 50 })
  const reader = watchJobs({ ...deps, jobFeed }, { jobId }, undefined, undefined)
  const next = async () => {
    const { value } = await reader.next()
    return value?.message.type === 'job' && value.message.job.state
  }
  expect(await next()).toBe('queued')
  await pool().query(
    "UPDATE job SET status = 'failed', reason = 'JOB_TIMED_OUT', updated_at = $2 WHERE id = $1",
    [jobId, now],
  )
  expect(await next()).toBe('failed')
  await jobFeed.close()
  expect(await reader.next()).toMatchObject({ done: true })
})

test('what was over before somebody came is not told, however often the feed looks', async () => {
  const before = await made.submit()
  await end(before.jobId)
  const { databaseUrl, context } = made.api
  const deps = { pool: pool(), clock: context.clock }
  const jobFeed = createJobFeed({ ...deps, databaseUrl, logger: createLogger('feed', 'silent'), lookMs: 20 })
  const reader = watchJobs({ ...deps, jobFeed }, { leaseId: 1n }, undefined, undefined)
  const { jobId } = await made.submit()
  const told: string[] = []
  const has = async (state: string) => {
    while (!told.includes(`${jobId} ${state}`)) {
      const { value } = await reader.next()
      if (value?.message.type === 'job') told.push(`${value.message.job.jobId} ${value.message.job.state}`)
    }
  }
  await has('queued')
  // Each is found by a look, which brings everything that changed lately.
  for (const state of ['needs-reseal', 'failed']) {
    const values = [jobId, state, 'JOB_TIMED_OUT', now]
    await pool().query('UPDATE job SET status = $2, reason = $3, updated_at = $4 WHERE id = $1', values)
    await has(state)
  }
  expect(told).not.toContain(`${before.jobId} failed`)
  await jobFeed.close()
})

test('what is not there cannot be watched, and it is one job or one lease', async () => {
  const first = async (input: { jobId?: string; leaseId?: string }) => {
    for await (const message of await made.api.caller.jobs.watch(input)) return message
  }
  await expect(first({ jobId: `job_${'0'.repeat(32)}` })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(first({ leaseId: '999' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(first({})).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  const input = encodeURIComponent(JSON.stringify({ jobId: `job_${'0'.repeat(32)}` }))
  const answer = await fetch(`${server.url}/jobs.watch?input=${input}`)
  expect(await answer.text()).toMatch(/event: serialized-error\ndata: .*"code":"NOT_FOUND"/)
  const { jobId } = await made.submit()
  await expect(first({ jobId, leaseId: '1' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})
