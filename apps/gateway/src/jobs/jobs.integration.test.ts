import type { Hex } from '@network3/core/hex'
import { findJobLogs } from '@network3/db/queries/job/find-job-logs'
import { changeJob } from '@network3/db/write/change-job'
import { recoverSigner } from '@network3/protocol/node/node-signature'
import { workReceiptText } from '@network3/protocol/node/signed-texts'
import { waitUntil } from '@network3/testing/wait-until'
import { describe, expect, test } from 'vitest'
import { useTestJobs } from './testing/use-test-jobs.ts'
import { sha256 } from './testing/worker-node.ts'

const { bus, pool, start, join, submit, until, jobOf, attemptsOf, receiptsOf } = useTestJobs()

describe('a job', () => {
  test('goes to a free node, runs, and its result is kept before the node may forget it', async () => {
    const worker = await join(start('g1'), 1, { manner: 'holds' })
    const jobId = await submit()
    const [order] = await waitUntil('it is assigned', () => worker.orders().length > 0 && worker.orders())
    expect(order).toMatchObject({ jobId, fence: 1, commitFirst: false, leaseId: null, submitter: null })
    if (order === undefined) throw new Error('no order')
    await worker.finish(order)
    // Not later than the frame was acknowledged.
    const job = await jobOf(jobId)
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
    const before = await jobOf(jobId)
    await worker.finish(order)
    expect(await jobOf(jobId)).toEqual(before)
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
    expect(await jobOf(jobId)).toMatchObject({ status: 'assigned', fence: 2, resultBlob: null })
    if (second === undefined) throw new Error('no second order')
    await other.finish(second)
    expect(await jobOf(jobId)).toMatchObject({ status: 'returned', node: other.node })
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
    expect(await jobOf(jobId)).toMatchObject({ status: 'queued', wanted: 1 })
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
    expect(await jobOf(own)).toMatchObject({ reason: 'JOB_RUN_FAILED', detail: 'RUNTIME_TRAPPED' })
    const hosts = await submit()
    const second = await waitUntil('it is assigned', () => worker.orders().at(1))
    await worker.finish(second, { outcome: 'failed', reason: 'RUNTIME_CHILD_DIED' })
    expect(await jobOf(hosts)).toMatchObject({ status: 'queued' })
    expect(await attemptsOf(hosts)).toMatchObject([
      { reason: 'ATTEMPT_FAILED', detail: 'RUNTIME_CHILD_DIED' },
    ])
  })

  test('cancelled elsewhere stops its node', async () => {
    const gateway = start('g1')
    const worker = await join(gateway, 1, { manner: 'holds' })
    const jobId = await submit()
    await waitUntil('it is assigned', () => worker.orders().length === 1)
    await changeJob(pool(), { jobId, now: new Date() }, ({ apply }) => apply({ type: 'cancel' }))
    await bus().publish('jobs.over', jobId)
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
    const jobId = await submit()
    await waitUntil('it is assigned', () => worker.orders().length === 1)
    await pool().query('UPDATE job SET deadline_at = now() WHERE id = $1', [jobId])
    expect(await until(jobId, 'failed')).toMatchObject({ reason: 'JOB_TIMED_OUT' })
    await waitUntil('its node is told', () => worker.sent.some(({ type }) => type === 'cancel'))
  })

  test('none of whose nodes is there waits to be sealed again, and runs when one comes back', async () => {
    const gateway = start('g1')
    const away = await join(gateway, 1)
    gateway.hub.leave(away.node, 'NODE_OFFLINE_STOPPED')
    const jobId = await submit({ visibility: 'private', sealedTo: [away.node] })
    expect(await until(jobId, 'needs-reseal')).toMatchObject({ reason: 'JOB_NEEDS_RESEAL', wanted: 1 })
    await join(gateway, 1)
    expect(await until(jobId, 'returned')).toMatchObject({ fence: 1 })
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
    const pieces = await findJobLogs(pool(), { jobId, limit: 10 })
    expect(pieces.map(({ envelope }) => envelope)).toEqual(['0x6869', '0x0a'])
  })
})
