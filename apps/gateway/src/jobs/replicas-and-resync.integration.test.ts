import { changeJob } from '@network3/db/write/change-job'
import { waitUntil } from '@network3/testing/wait-until'
import { describe, expect, test } from 'vitest'
import { useTestJobs } from './testing/use-test-jobs.ts'
import { sha256 } from './testing/worker-node.ts'

const { pool, start, join, submit, until, jobOf, attemptsOf, receiptsOf } = useTestJobs()

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
    await changeJob(pool(), { jobId, now: new Date() }, ({ apply }) => apply({ type: 'cancel' }))

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
    expect(await jobOf(jobId)).toMatchObject({ status: 'queued', wanted: 1, resultBlob: null })
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
    expect(await jobOf(jobId)).toMatchObject({ status: 'returned', fence: 1 })
  })
})
