import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBundle } from '@network3/clsc/bundle'
import { epochAt } from '@network3/clsc/epoch'
import { encodeUserKey } from '@network3/clsc/user-key'
import type { Address, Hex } from '@network3/core/hex'
import { nodeIdOf } from '@network3/protocol/node/node-signature'
import { dumpDatabase } from '@network3/testing/dump-database'
import { startKeyDealer } from '@network3/testing/key-dealer'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { searchMemory, spellingsOf } from '@network3/testing/search-memory'
import { bytesToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { echoModule } from '../testing/echo-module.ts'
import { type Program, spawnProgram } from '../testing/spawn-program.ts'
import { createJobClient, type JobClient } from './create-job-client.ts'

// As the API's test deployment has it.
const LEASE_MARKET: Address = '0xa513E6E4b8f2a923D98304ec87F64353C4D5C853'
const SESSION: Hex = `0x${'5e'.repeat(32)}`
const NAME = `did:n3:0x${'a1'.repeat(20)}#laptop`

const dealer = startKeyDealer()
const today = epochAt(Date.now())
const ownKey = { id: NAME, domain: dealer.domain, keys: [dealer.issue(NAME, today)] }
const masterPublicKey = bytesToHex(dealer.domain.masterPublicKey)
const nodes = (['11', '22'] as const).map((byte) => {
  const privateKey: Hex = `0x${byte.repeat(32)}`
  const address = nodeIdOf(privateKey)
  return { privateKey, address, userKey: dealer.issue(`did:n3:${address}#node`, today) }
})
const folder = mkdtempSync(join(tmpdir(), 'network3-jobs-'))

let database: TestDatabase
let api: Program
let gateway: Program
let agents: Program[]
let client: JobClient
beforeAll(async () => {
  database = await createTestDatabase()
  ;[api, gateway] = await Promise.all([
    spawnProgram('packages/api/src/testing/run-api.ts', {
      ...{
        databaseUrl: database.url,
        masterPublicKey,
        slots: 2,
        voucherSigner: sessionKey(SESSION).address.toLowerCase(),
      },
      nodes: nodes.map(({ address, userKey }) => ({
        ...{ address, epoch: today, bundle: bytesToHex(createBundle(dealer.domain, userKey)) },
      })),
    }),
    spawnProgram('apps/gateway/src/jobs/testing/run-jobs-gateway.ts', {
      ...{ databaseUrl: database.url, gatewayId: 'g1', resumeSeconds: 1 },
    }),
  ])
  agents = await Promise.all(
    nodes.map(({ privateKey, userKey }, index) =>
      spawnProgram('apps/agent/src/testing/run-node.ts', {
        ...{ gatewayUrl: gateway.url, privateKey, masterPublicKey, home: join(folder, String(index)) },
        userKey: bytesToHex(encodeUserKey(userKey)),
      }),
    ),
  )
  client = clientOf()
})
afterAll(async () => {
  for (const program of [...(agents ?? []), gateway, api]) await program?.stop()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

function sessionKey(key: Hex) {
  return privateKeyToAccount(key)
}

function clientOf(changes: Partial<Parameters<typeof createJobClient>[0]> = {}): JobClient {
  return createJobClient({
    ...{ siteUrl: api.url, chainId: 31337, leaseMarket: LEASE_MARKET, leaseId: 1n },
    ...{ sessionKey: sessionKey(SESSION), ownKey, ...changes },
  })
}

const echo = (text: string, note = '') =>
  ({ kind: 'wasm', module: echoModule(note), input: Buffer.from(text) }) as const
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('a private job', () => {
  test('runs on a real node, opens with its submitter’s key, and leaves no plaintext in between', async () => {
    // Each its own, so that one found in the wrong place tells which it is.
    const secrets = ['input', 'module'].map(
      (of) => `canary-of-the-${of}-${Math.random().toString(36).slice(2)}`,
    )
    const [input = '', note = ''] = secrets
    const { jobId } = await client.submit(echo(input, note))
    const needles = secrets.flatMap(spellingsOf)
    // Ids are public: that this one is found shows that the search would find the others.
    const marker = Buffer.from(jobId)
    const during = await searchMemory(gateway.pid, [...needles, marker])
    const job = await client.wait(jobId)
    expect(job).toMatchObject({ state: 'returned', reason: { code: 'JOB_RETURNED' } })
    const { output, receipt } = await client.open(jobId)
    expect(textOf(output)).toBe(input)
    expect(receipt).toMatchObject({ outcome: 'ok', class: 'D0', fence: 1 })
    let log = ''
    for await (const piece of client.logs(jobId)) log += piece
    expect(log).toBe(input)

    const after = await searchMemory(gateway.pid, [...needles, marker])
    const dump = Buffer.from(await dumpDatabase(database.url))
    const places = { during, after, dump: foundIn(dump, [...needles, marker]) }
    for (const [place, found] of Object.entries(places)) {
      expect(
        [...found].filter((index) => index < needles.length),
        place,
      ).toEqual([])
    }
    for (const found of [places.after, places.dump]) expect(found.has(needles.length)).toBe(true)
    for (const printed of [gateway.log(), api.log(), ...agents.map((agent) => agent.log())]) {
      expect(foundIn(Buffer.from(printed), needles).size).toBe(0)
    }
  })

  test('opens with no other key, and nobody else’s result passes for it', async () => {
    const [first, second] = await Promise.all(['one', 'two'].map((text) => client.submit(echo(text))))
    if (first === undefined || second === undefined) throw new Error('no jobs')
    await Promise.all([client.wait(first.jobId), client.wait(second.jobId)])
    const stranger = clientOf({ ownKey: { ...ownKey, keys: [dealer.issue(NAME, today)] } })
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
    const [first, second] = agents
    await first?.stop('SIGKILL')
    const { jobId } = await client.submit(echo('elsewhere'))
    await client.wait(jobId)
    const { output, receipt } = await client.open(jobId)
    expect(textOf(output)).toBe('elsewhere')
    expect(receipt.node).toBe(nodes[1]?.address)
    expect(second?.url).toBe(receipt.node)
  })
})

function foundIn(bytes: Buffer, needles: readonly Buffer[]): Set<number> {
  return new Set(needles.flatMap((needle, index) => (bytes.includes(needle) ? [index] : [])))
}
