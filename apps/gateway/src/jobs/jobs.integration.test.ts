import type { Hex } from '@network3/core/hex'
import { createPostgresBus } from '@network3/db/bus/create-postgres-bus'
import { createPool, type Pool } from '@network3/db/pool'
import { findAttempts } from '@network3/db/queries/job/find-attempts'
import { findJobLogs } from '@network3/db/queries/job/find-job-logs'
import { getJob } from '@network3/db/queries/job/get-job'
import { changeJob } from '@network3/db/write/change-job'
import { recoverSigner } from '@network3/protocol/node/node-signature'
import { workReceiptText } from '@network3/protocol/node/signed-texts'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestJobs, submitJob, type TestGateway } from './testing/start-test-jobs.ts'
import { joinWorker, sha256, type WorkerOptions } from './testing/worker-node.ts'

let database: TestDatabase
let pool: Pool
let bus: ReturnType<typeof createPostgresBus>
const gateways: TestGateway[] = []
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { maxConnections: 8 })
  bus = createPostgresBus({ databaseUrl: database.url, pool })
})
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close()
  await pool.query("UPDATE job SET wanted = 0, status = 'failed', reason = 'JOB_CANCELLED'")
  await pool.query("UPDATE job_attempt SET status = 'ended' WHERE status <> 'returned'")
})
afterAll(async () => {
  await bus.close()
  await pool.end()
  await database.drop()
})

function start(id: string, options: Parameters<typeof startTestJobs>[2] = {}): TestGateway {
  const gateway = startTestJobs({ pool, bus }, id, options)
  gateways.push(gateway)
  return gateway
}

const byteOf = (byte: number) => byte.toString(16).padStart(2, '0')
const join = (gateway: TestGateway, byte: number, options: Partial<WorkerOptions> = {}) =>
  joinWorker({
    ...{
      hub: gateway.hub,
      pool,
      key: `0x${byteOf(byte).repeat(32)}`,
      subnet: `0x${byteOf(byte).repeat(32)}`,
    },
    ...{ operator: `0x${byteOf(byte).repeat(20)}`, manner: 'works', ...options },
  })
const submit = (changes: Parameters<typeof submitJob>[1] = {}) => submitJob({ pool, bus }, changes)
const until = (jobId: string, status: string) =>
  waitUntil(`${jobId} is ${status}`, async () => {
    const job = await getJob(pool, jobId)
    return job?.status === status && job
  })
const attemptsOf = (jobId: string) => findAttempts(pool, [jobId])
const receiptsOf = async (jobId: string) =>
  (await pool.query('SELECT fence, is_valid FROM work_receipt WHERE job_id = $1 ORDER BY fence', [jobId]))
    .rows

describe('a job', () => {
  test('goes to a free node, runs, and its result is kept before the node may forget it', async () => {
    const worker = await join(start('g1'), 1, { manner: 'holds' })
    const jobId = await submit()
    const [order] = await waitUntil('it is assigned', () => worker.orders().length > 0 && worker.orders())
    expect(order).toMatchObject({ jobId, fence: 1, commitFirst: false, leaseId: null, submitter: null })
    if (order === undefined) throw new Error('no order')
    await worker.finish(order)
    // Not later than the frame was acknowledged.
    const job = await getJob(pool, jobId)
    expect(job).toMatchObject({ status: 'returned', reason: 'JOB_RETURNED', node: worker.node, billedMs: 3n })
    expect(job?.resultBlob).toBe(sha256(Buffer.from(`input of ${jobId}`).reverse()))
    expect(worker.sent.at(-1)).toEqual({ type: 'stored', body: { jobId, fence: 1 } })
    const [attempt] = await attemptsOf(jobId)
    const receipt = attempt?.receipt as Parameters<typeof workReceiptText>[0] & { signature: Hex }
    expect(recoverSigner(workReceiptText(receipt), receipt.signature)).toBe(worker.node)
  })

  test('sent twice by the node changes nothing, and is confirmed again', async () => {
    const worker = await join(start('g1'), 1, { manner: 'holds' })
    const jobId = await submit()
    const [order] = await waitUntil('it is assigned', () => worker.orders().length > 0 && worker.orders())
    if (order === undefined) throw new Error('no order')
    await worker.finish(order)
    const before = await getJob(pool, jobId)
    await worker.finish(order)
    expect(await getJob(pool, jobId)).toEqual(before)
    expect(worker.sent.filter(({ type }) => type === 'stored')).toHaveLength(2)
    expect(worker.sent.some(({ type }) => type === 'cancel')).toBe(false)
  })

  test('of a node that is gone runs elsewhere, and what the zombie brings under the old fence is not published', async () => {
    const gateway = start('g1')
    const zombie = await join(gateway, 1, { manner: 'holds' })
    const jobId = await submit()
    const [order] = await waitUntil('it is assigned', () => zombie.orders().length > 0 && zombie.orders())
    if (order === undefined) throw new Error('no order')
    gateway.hub.leave(zombie.node, 'NODE_OFFLINE_LOST')
    const other = await join(gateway, 2, { manner: 'holds' })
    const [second] = await waitUntil(
      'it is assigned again',
      () => other.orders().length > 0 && other.orders(),
    )
    expect(second).toMatchObject({ jobId, fence: 2 })
    const back = await join(gateway, 1, { manner: 'holds' })
    await back.finish(order)
    expect(back.sent).toContainEqual({
      type: 'cancel',
      body: { jobId, fence: 1, reason: 'ATTEMPT_NODE_LOST' },
    })
    expect(await getJob(pool, jobId)).toMatchObject({ status: 'assigned', fence: 2, resultBlob: null })
    if (second === undefined) throw new Error('no second order')
    await other.finish(second)
    expect(await getJob(pool, jobId)).toMatchObject({ status: 'returned', node: other.node })
  })

  test('with a receipt that does not hold goes to another node', async () => {
    const gateway = start('g1')
    const forger = await join(gateway, 1, { manner: 'holds' })
    const jobId = await submit()
    const [order] = await waitUntil('it is assigned', () => forger.orders().length > 0 && forger.orders())
    if (order === undefined) throw new Error('no order')
    // Signed by its own key, but for an input that was not its input.
    await forger.finish(order, { inputHash: sha256(Buffer.from('another input')) })
    await join(gateway, 2)
    await until(jobId, 'returned')
    expect(await attemptsOf(jobId)).toMatchObject([
      { fence: 1, status: 'ended', reason: 'ATTEMPT_RECEIPT_INVALID', detail: 'It is of another input.' },
      { fence: 2, status: 'returned' },
    ])
  })

  const forgeries: [string, object, string][] = [
    ['another chain', { chainId: 1 }, 'It is of another chain.'],
    ['more gas than allowed', { gas: '1001' }, 'It claims more gas than the job may use.'],
    ['another class', { class: 'D2' }, 'It is of class D2, the job of D0.'],
    [
      'a result that was never stored',
      { resultHash: sha256(Buffer.of(1)), outputHash: sha256(Buffer.of(1)) },
      'Its result was not stored.',
    ],
    [
      'a result that is not its output',
      { resultHash: sha256(Buffer.from('module')) },
      'Its result is not its output.',
    ],
  ]
  test('is refused with a receipt of anything else', async () => {
    const gateway = start('g1')
    let byte = 10
    for (const [words, changes, detail] of forgeries) {
      const forger = await join(gateway, byte, { manner: 'holds' })
      const jobId = await submit({ sealedTo: [forger.node] })
      const [order] = await waitUntil('it is assigned', () => forger.orders().length > 0 && forger.orders())
      if (order === undefined) throw new Error('no order')
      await forger.finish(order, changes)
      expect(await attemptsOf(jobId), words).toMatchObject([{ reason: 'ATTEMPT_RECEIPT_INVALID', detail }])
      byte++
    }
  })

  test('refused for now is asked for later, refused for good goes elsewhere, and costs no attempt', async () => {
    const gateway = start('g1')
    const refuser = await join(gateway, 1, { manner: 'holds' })
    const jobId = await submit({ maxAttempts: 1 })
    await waitUntil('it is assigned', () => refuser.orders().length === 1)
    await gateway.hub.receive(refuser.node, 'refused', { jobId, fence: 1, reason: 'RUNTIME_UNAVAILABLE' })
    expect(await getJob(pool, jobId)).toMatchObject({ status: 'queued', wanted: 1 })
    await join(gateway, 2)
    expect(await until(jobId, 'returned')).toMatchObject({ fence: 2 })
    expect(refuser.orders()).toHaveLength(1)
  })

  test('whose program fails is over, and whose node failed it is not', async () => {
    const gateway = start('g1')
    const worker = await join(gateway, 1, { manner: 'holds' })
    const own = await submit()
    const [order] = await waitUntil('it is assigned', () => worker.orders().length === 1 && worker.orders())
    if (order === undefined) throw new Error('no order')
    await worker.finish(order, { outcome: 'failed', reason: 'RUNTIME_TRAPPED' })
    expect(await getJob(pool, own)).toMatchObject({ reason: 'JOB_RUN_FAILED', detail: 'RUNTIME_TRAPPED' })
    const hosts = await submit()
    const second = await waitUntil('it is assigned', () => worker.orders().at(1))
    await worker.finish(second, { outcome: 'failed', reason: 'RUNTIME_CHILD_DIED' })
    expect(await getJob(pool, hosts)).toMatchObject({ status: 'queued' })
    expect(await attemptsOf(hosts)).toMatchObject([
      { reason: 'ATTEMPT_FAILED', detail: 'RUNTIME_CHILD_DIED' },
    ])
  })

  test('cancelled elsewhere stops its node', async () => {
    const gateway = start('g1')
    const worker = await join(gateway, 1, { manner: 'holds' })
    const jobId = await submit()
    await waitUntil('it is assigned', () => worker.orders().length === 1)
    await changeJob(pool, { jobId, now: new Date() }, ({ apply }) => apply({ type: 'cancel' }))
    await bus.publish('jobs.over', jobId)
    await waitUntil('its node is told', () => worker.sent.some(({ type }) => type === 'cancel'))
    expect(worker.sent.at(-1)).toEqual({
      type: 'cancel',
      body: { jobId, fence: 1, reason: 'ATTEMPT_CANCELLED' },
    })
    // And has its slot back.
    const next = await submit()
    await waitUntil('the next is assigned', () => worker.orders().at(1)?.jobId === next)
  })

  test('past its deadline ends with the reason, and its node stops', async () => {
    const worker = await join(start('g1'), 1, { manner: 'holds' })
    const jobId = await submit({ deadlineAt: new Date(Date.now() + 400) })
    await waitUntil('it is assigned', () => worker.orders().length === 1)
    expect(await until(jobId, 'failed')).toMatchObject({ reason: 'JOB_TIMED_OUT' })
    await waitUntil('its node is told', () => worker.sent.some(({ type }) => type === 'cancel'))
  })

  test('nobody answers for is accepted by silence, and counts', async () => {
    await join(start('g1', { silenceMs: 50 }), 1)
    const jobId = await submit()
    expect(await until(jobId, 'accepted')).toMatchObject({ reason: 'JOB_ACCEPTED_BY_SILENCE' })
    expect(await receiptsOf(jobId)).toEqual([{ fence: 1, is_valid: true }])
  })

  test('keeps its log, each piece once, from its own node only', async () => {
    const gateway = start('g1')
    const worker = await join(gateway, 1, { manner: 'holds' })
    const jobId = await submit({ sealedTo: [worker.node] })
    await waitUntil('it is assigned', () => worker.orders().length === 1)
    const stranger = await join(gateway, 2, { manner: 'holds' })
    const log = (index: number, envelope: Hex) => ({ jobId, fence: 1, index, envelope })
    await gateway.hub.receive(worker.node, 'log', log(0, '0x6869'))
    await gateway.hub.receive(worker.node, 'log', log(0, '0xffff'))
    await gateway.hub.receive(stranger.node, 'log', log(1, '0xeeee'))
    await gateway.hub.receive(worker.node, 'log', log(1, '0x0a'))
    await gateway.hub.receive(worker.node, 'log', log(2, `0x${'ab'.repeat(20 * 1024 + 1)}`))
    await gateway.hub.receive(worker.node, 'log', log(256, '0xdd'))
    const pieces = await findJobLogs(pool, { jobId, limit: 10 })
    expect(pieces.map(({ envelope }) => envelope)).toEqual(['0x6869', '0x0a'])
  })
})

describe('work of the network itself', () => {
  test('is judged as it returns, and counts or not by the verdict', async () => {
    const gateway = start('g1')
    let judged = 0
    gateway.jobs.onReturned('canary', (job, _receipt, output) => {
      judged++
      const isValid = output.toString() === Buffer.from(`input of ${job.id}`).reverse().toString()
      return { isValid, reason: isValid ? 'right' : 'wrong' }
    })
    const honest = await join(gateway, 1)
    const liar = await join(gateway, 2, { manner: 'lies' })
    const right = await submit({ origin: 'canary', sealedTo: [honest.node] })
    const wrong = await submit({ origin: 'canary', sealedTo: [liar.node] })
    expect(await until(right, 'settled')).toMatchObject({ detail: 'right' })
    expect(await until(wrong, 'settled')).toMatchObject({ detail: 'wrong' })
    expect(await receiptsOf(right)).toEqual([{ fence: 1, is_valid: true }])
    expect(await receiptsOf(wrong)).toEqual([{ fence: 1, is_valid: false }])
    // Sent again, or by somebody else, it is not worth judging.
    const [order] = honest.orders()
    if (order === undefined) throw new Error('no order')
    await honest.finish(order)
    await liar.finish(order)
    expect(judged).toBe(2)
  })

  test('that a judge breaks on is not lost, and counts for nobody', async () => {
    const gateway = start('g1', { silenceMs: 50 })
    gateway.jobs.onReturned('canary', () => {
      throw new Error('the judge broke')
    })
    const worker = await join(gateway, 1)
    const jobId = await submit({ origin: 'canary' })
    expect(await until(jobId, 'settled')).toMatchObject({ detail: 'It could not be judged.' })
    expect(await receiptsOf(jobId)).toEqual([])
    await waitUntil('the node may forget it', () => worker.sent.some(({ type }) => type === 'stored'))
  })
})

describe('replicas', () => {
  test('run with distinct owners and networks on any gateway, and show results only when all have committed', async () => {
    const [first, second] = [start('g1'), start('g2')]
    const holder = await join(first, 1, { manner: 'holds' })
    // One owner with another node, and one network with another owner: neither may have the second replica.
    const twin = await join(first, 2, { operator: `0x${'01'.repeat(20)}` })
    const neighbour = await join(first, 3, { subnet: `0x${'01'.repeat(32)}` })
    const jobId = await submit({ replicas: 2, sealedTo: [holder.node, twin.node, neighbour.node] })
    const holderOrder = await waitUntil(
      'one has it',
      () => holder.orders().at(0) ?? twin.orders().at(0) ?? neighbour.orders().at(0),
    )
    expect(holderOrder.commitFirst).toBe(true)
    await changeJob(pool, { jobId, now: new Date() }, ({ apply }) => apply({ type: 'cancel' }))

    const other = await join(second, 4, { manner: 'holds' })
    const both = await submit({ replicas: 2, sealedTo: [holder.node, other.node] })
    const orders = await waitUntil('both have it', () => {
      const found = [holder, other].map((each) => each.orders().find((order) => order.jobId === both))
      return found.every((order) => order !== undefined) && found
    })
    expect(orders.map((order) => order?.fence).sort()).toEqual([1, 2])
    const [mine, theirs] = orders
    if (mine === undefined || theirs === undefined) throw new Error('no orders')
    await holder.finish(mine)
    expect(holder.sent.some(({ type }) => type === 'reveal')).toBe(false)
    await other.finish(theirs)
    await waitUntil('both are told to show', () =>
      [holder, other].every(({ sent }) => sent.some(({ type }) => type === 'reveal')),
    )
    expect((await attemptsOf(both)).map(({ status }) => status)).toEqual(['committed', 'committed'])
  })

  test('two equal results are enough', async () => {
    const [first, second] = [start('g1', { silenceMs: 50 }), start('g2', { silenceMs: 50 })]
    await join(first, 1)
    await join(second, 2)
    const jobId = await submit({ replicas: 2 })
    await until(jobId, 'accepted')
    expect((await attemptsOf(jobId)).map(({ isAgreed }) => isAgreed)).toEqual([true, true])
    expect(await receiptsOf(jobId)).toEqual([1, 2].map((fence) => ({ fence, is_valid: true })))
  })

  test('of two that differ a third owner decides, and the loser’s work is held against it', async () => {
    const gateway = start('g1', { silenceMs: 50 })
    await join(gateway, 1, { manner: 'lies' })
    await join(gateway, 2)
    const jobId = await submit({ replicas: 2 })
    await waitUntil(
      'both have shown',
      async () => (await attemptsOf(jobId)).filter(({ status }) => status === 'returned').length === 2,
    )
    expect(await getJob(pool, jobId)).toMatchObject({ status: 'queued', wanted: 1, resultBlob: null })
    await join(gateway, 3)
    const job = await until(jobId, 'accepted')
    expect(job.resultBlob).toBe(sha256(Buffer.from(`input of ${jobId}`).reverse()))
    const liar = (await attemptsOf(jobId)).find(({ isAgreed }) => isAgreed === false)
    expect(await receiptsOf(jobId)).toEqual(
      [1, 2, 3].map((fence) => ({ fence, is_valid: fence !== liar?.fence })),
    )
  })

  test('a node that shows another result than it committed to is out', async () => {
    const gateway = start('g1')
    const cheat = await join(gateway, 1, { manner: 'holds' })
    const honest = await join(gateway, 2, { manner: 'holds' })
    const jobId = await submit({ replicas: 2, sealedTo: [cheat.node, honest.node] })
    const orders = await waitUntil('both have it', () => {
      const found = [cheat, honest].map((each) => each.orders().at(0))
      return found.every((order) => order !== undefined) && found
    })
    const [first, second] = orders
    if (first === undefined || second === undefined) throw new Error('no orders')
    await cheat.finish(first, {
      outputHash: sha256(Buffer.from('module')),
      resultHash: sha256(Buffer.from('module')),
    })
    await honest.finish(second)
    await waitUntil('it may show', () => cheat.sent.some(({ type }) => type === 'reveal'))
    // It saw what the other committed to, and would now rather agree.
    const receipt = await cheat.work(first)
    await gateway.hub.receive(cheat.node, 'result', { receipt, nonce: sha256(Buffer.of(1)) })
    const attempt = (await attemptsOf(jobId)).find(({ node }) => node === cheat.node)
    expect(attempt).toMatchObject({ status: 'ended', reason: 'ATTEMPT_RECEIPT_INVALID' })
  })
})

describe('a resync', () => {
  test('keeps what is live, sends again what was lost, confirms what is stored, drops what is over', async () => {
    const gateway = start('g1')
    const worker = await join(gateway, 1, { manner: 'holds', slots: 3 })
    const ids = [await submit(), await submit(), await submit()]
    const orders = await waitUntil('all are assigned', () => worker.orders().length === 3 && worker.orders())
    const [kept, lost, returned] = ids.map((id) => orders.find(({ jobId }) => jobId === id))
    if (kept === undefined || lost === undefined || returned === undefined) throw new Error('no orders')
    await worker.finish(returned)
    // The gateway is another one now: it knows only what the database says.
    await gateway.close()
    const next = start('g2')
    const again = await join(next, 1, { manner: 'holds', slots: 3 })
    again.sent.length = 0
    const old = `job_${'0'.repeat(32)}`
    await again.resync([
      { jobId: kept.jobId, fence: 1, phase: 'running' },
      { jobId: returned.jobId, fence: 1, phase: 'finished' },
      { jobId: old, fence: 4, phase: 'running' },
    ])
    expect(again.sent).toEqual([
      { type: 'sync', body: { keep: [kept.jobId], drop: [{ jobId: old, fence: 4 }] } },
      { type: 'stored', body: { jobId: returned.jobId, fence: 1 } },
      { type: 'assign', body: expect.objectContaining({ jobId: lost.jobId, fence: 1 }) },
    ])
    expect((await attemptsOf(kept.jobId))[0]?.gateway).toBe('g2')
  })

  test('a gateway that loses the node to another one takes nothing back', async () => {
    const [first, second] = [start('g1'), start('g2')]
    const worker = await join(first, 1, { manner: 'holds' })
    const jobId = await submit()
    const order = await waitUntil('it is assigned', () => worker.orders().at(0))
    const moved = await join(second, 1, { manner: 'holds' })
    await moved.resync([{ jobId, fence: 1, phase: 'running' }])
    first.hub.leave(worker.node, 'NODE_OFFLINE_LOST')
    await moved.finish(order)
    expect(await getJob(pool, jobId)).toMatchObject({ status: 'returned', fence: 1 })
  })
})
