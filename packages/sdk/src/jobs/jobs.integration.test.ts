import { randomBytes } from 'node:crypto'
import { dumpDatabase } from '@network3/testing/dump-database'
import { searchMemory, spellingsOf } from '@network3/testing/search-memory'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { echoModule } from '../testing/echo-module.ts'
import { startNetwork } from '../testing/start-network.ts'
import type { JobClient } from './create-job-client.ts'

let network: Awaited<ReturnType<typeof startNetwork>>
let client: JobClient
beforeAll(async () => {
  network = await startNetwork({ gateways: 1, nodes: 2, slots: 2 })
  client = network.client()
})
afterAll(() => network?.stop())

const echo = (text: string, note = '') =>
  ({ kind: 'wasm', module: echoModule(note), input: Buffer.from(text) }) as const
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('a job', () => {
  test('that is private runs on a real agent, opens with its submitter’s key, and leaves no plaintext in between', async () => {
    const canary = `canary-${randomBytes(12).toString('hex')}`
    const input = `the input with ${canary}`
    const { jobId } = await client.submit(echo(input, `the module with ${canary}`))
    const job = await client.wait(jobId)
    expect(job).toMatchObject({ state: 'returned', reason: { code: 'JOB_RETURNED' } })
    const { output, receipt } = await client.open(jobId)
    expect(textOf(output)).toBe(input)
    expect(receipt).toMatchObject({ outcome: 'ok', class: 'D0', fence: 1 })
    let log = ''
    for await (const piece of client.logs(jobId)) log += piece
    expect(log).toBe(input)

    const needles = spellingsOf(canary)
    // Ids are public: that this one is found shows that the search would find the other.
    const marked = [...needles, Buffer.from(jobId)]
    const [gateway] = network.gateways.map(({ program }) => program)
    if (gateway === undefined) throw new Error('no gateway')
    const places = {
      memory: await searchMemory(gateway.pid, marked),
      dump: foundIn(Buffer.from(await dumpDatabase(network.databaseUrl)), marked),
    }
    for (const [place, found] of Object.entries(places)) expect([...found], place).toEqual([needles.length])
    for (const { program } of [network.api, ...network.gateways, ...network.nodes]) {
      expect(foundIn(Buffer.from(program.log()), needles).size).toBe(0)
    }
  })

  test('that is public runs as plain bytes, and anybody who may read it can check it', async () => {
    const { jobId } = await client.submit({ ...echo('for everybody'), isPublic: true })
    expect(await client.wait(jobId)).toMatchObject({ state: 'returned', visibility: 'public' })
    const stranger = network.client({ ownKey: network.otherKey() })
    const { output, receipt } = await stranger.open(jobId)
    expect(textOf(output)).toBe('for everybody')
    expect(receipt.resultHash).toBe(receipt.outputHash)
    let log = ''
    for await (const piece of stranger.logs(jobId)) log += piece
    expect(log).toBe('for everybody')
  })

  test('opens with no other key, and nobody else’s result passes for it', async () => {
    const [first, second] = await Promise.all(['one', 'two'].map((text) => client.submit(echo(text))))
    if (first === undefined || second === undefined) throw new Error('no jobs')
    await Promise.all([client.wait(first.jobId), client.wait(second.jobId)])
    const stranger = network.client({ ownKey: network.otherKey() })
    await expect(stranger.open(first.jobId)).rejects.toMatchObject({ code: 'JOB_RESULT_INVALID' })
    expect(textOf((await client.open(second.jobId)).output)).toBe('two')
  })

  test('is accepted with a voucher that adds up, and cancelled while it waits', async () => {
    const jobs = await Promise.all(['a', 'b', 'c'].map((text) => client.submit(echo(text))))
    for (const { jobId } of jobs) {
      await client.wait(jobId)
      expect(await client.accept(jobId, { arrearsUnits: 5n })).toMatchObject({ state: 'accepted' })
    }
    const last = await client.get(jobs.at(-1)?.jobId ?? '')
    // Milliseconds each, rounded up once.
    expect(Number(last.usage?.voucher?.cumulativeUnits)).toBeLessThanOrEqual(3)
    const waiting = await client.submit({ ...echo('d'), limits: { memoryBytes: 2 ** 20 } })
    await client
      .cancel(waiting.jobId)
      .catch((error: unknown) => expect(error).toMatchObject({ code: 'JOB_STATE_CHANGED' }))
  })

  test('sent again under its key is one job', async () => {
    const prepared = await client.prepare({ ...echo('once'), requestKey: 'once' })
    const [first, second] = await Promise.all([client.send(prepared), client.send(prepared)])
    expect(first.jobId).toBe(second.jobId)
    const other = await client.prepare({ ...echo('twice'), requestKey: 'once' })
    await expect(client.send(other)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  test('of a program that fails ends with what it did', async () => {
    const { jobId } = await client.submit({
      kind: 'wasm',
      module: Buffer.from('no program'),
      input: Buffer.of(),
    })
    const job = await client.wait(jobId)
    expect(job).toMatchObject({
      state: 'failed',
      reason: { code: 'JOB_RUN_FAILED' },
      detail: 'RUNTIME_MODULE_MALFORMED',
    })
    await expect(client.open(jobId)).rejects.toMatchObject({ code: 'JOB_STATE_CHANGED' })
    const why = await client.why(jobId)
    expect(why.nodes).toHaveLength(2)
  })

  test('of a node that was killed runs on the other one of the lease', async () => {
    const [first, second] = network.nodes
    await first?.program.stop('SIGKILL')
    const { jobId } = await client.submit(echo('elsewhere'))
    await client.wait(jobId)
    const { output, receipt } = await client.open(jobId)
    expect(textOf(output)).toBe('elsewhere')
    expect(receipt.node).toBe(second?.program.url)
  })
})

function foundIn(bytes: Buffer, needles: readonly Buffer[]): Set<number> {
  return new Set(needles.flatMap((needle, index) => (bytes.includes(needle) ? [index] : [])))
}
