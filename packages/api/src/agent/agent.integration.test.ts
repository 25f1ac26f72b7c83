import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Deployment } from '@network3/chain/deployment'
import { registrationTypedData } from '@network3/chain/typed-data'
import { countryToBytes2 } from '@network3/core/countries'
import type { Address, Hex } from '@network3/core/hex'
import { newId } from '@network3/core/ids'
import { getBlob } from '@network3/db/queries/blob/get-blob'
import { getJob } from '@network3/db/queries/job/get-job'
import { putBlob } from '@network3/db/write/blobs'
import { insertJob } from '@network3/db/write/insert-job'
import { startAnvil } from '@network3/testing/anvil'
import { deployTestContracts } from '@network3/testing/contracts'
import { waitUntil } from '@network3/testing/wait-until'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing/create-test-api.ts'
import { type ApiServer, serveApi } from '../testing/serve-api.ts'
import { prepareGateway } from '../testing/start-gateway.ts'
import { startProcess, type TestProcess } from '../testing/start-process.ts'
import { startSponsor } from '../testing/start-sponsor.ts'

const MAIN = 'apps/agent/src/main.ts'
const hashChain = new URL('../../../runtime/jobs/hash-chain/job.wasm', import.meta.url)
const gatewayUrls: string[] = []
let anvil: Awaited<ReturnType<typeof startAnvil>>
let deployment: Deployment
let sponsor: Awaited<ReturnType<typeof startSponsor>>
let gateway: ReturnType<typeof prepareGateway>
let api: TestApi
let site: ApiServer
const folder = mkdtempSync(join(tmpdir(), 'network3-agents-'))
const agents: TestProcess[] = []

beforeAll(async () => {
  anvil = await startAnvil()
  deployment = await deployTestContracts(anvil.rpcUrl)
  sponsor = await startSponsor(anvil.rpcUrl, deployment)
  api = await createTestApi({
    ...{ empty: true, rpcUrl: anvil.rpcUrl, deployment, sponsorUrl: sponsor.url },
    ...{ endpoints: { gatewayUrls, kgcUrls: [] } },
    clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
  })
  site = await serveApi(api.context)
  gateway = prepareGateway(api.databaseUrl, anvil.rpcUrl, deployment)
  gatewayUrls.push(await gateway.start())
})
beforeEach(() => {
  onTestFailed(() => console.error([...agents, gateway].map((each) => each.said()).join('\n')))
})
afterAll(async () => {
  for (const agent of agents) await agent.stop('SIGKILL')
  await gateway.stop()
  gateway.remove()
  await site.stop()
  await api.close()
  await sponsor.stop()
  await anvil.stop()
  rmSync(folder, { recursive: true, force: true })
})

const homeOf = (name: string) => join(folder, name)
const n3Agent = (name: string, ...args: string[]) => {
  const agent = startProcess(MAIN, { N3_AGENT_PORT: '0' }, [...args, '--home', homeOf(name)])
  agents.push(agent)
  return agent
}
const up = (name: string, ...more: string[]) =>
  n3Agent(name, 'up', '--site', site.origin, '--country', 'DE', ...more)
type Status = {
  node: Address
  registered: { operator: Address | null }
  online: { isOnline: boolean }
  earning: { isEarning: boolean }
  jobs: { phase: string }[]
}
async function statusOf(name: string): Promise<Status> {
  const { port } = JSON.parse(readFileSync(join(homeOf(name), 'agent.json'), 'utf8'))
  return (await fetch(`http://127.0.0.1:${port}/status.json`)).json() as Promise<Status>
}
const untilStatus = (name: string, what: string, holds: (status: Status) => boolean) =>
  waitUntil(`${name} ${what}`, async () => {
    const status = await statusOf(name).catch(() => undefined)
    return status !== undefined && holds(status) && status
  })

/** What the page does with a code: reads it, signs, and hands the signature in. */
async function signAtSite(code: string, wallet: ReturnType<typeof privateKeyToAccount>) {
  const pairing = await api.caller.pairing.get({ code })
  const { capabilities, country, deadline, nonce } = pairing
  const message = {
    ...{ operator: wallet.address, node: pairing.node as Address, capabilities },
    ...{ specHash: pairing.specHash as Hex, country: countryToBytes2(country) },
    ...{ nonce: BigInt(nonce), deadline: BigInt(deadline) },
  }
  const { chainId, contracts } = deployment
  const signature = await wallet.signTypedData(
    registrationTypedData(chainId, contracts.nodeRegistry, message),
  )
  await api.caller.pairing.sign({ code, operator: wallet.address, signature })
}

async function submitHashChain(rounds: number, deadlineMs = 60_000) {
  const { pool } = api.context
  const now = new Date()
  const store = async (content: Uint8Array) => {
    const hash: Hex = `0x${createHash('sha256').update(content).digest('hex')}`
    await putBlob(pool, { hash, content, now, expiresAt: new Date(+now + 600_000) })
    return hash
  }
  const input = Buffer.alloc(12)
  input.writeUInt32LE(rounds, 8)
  const id = newId('job')
  const limits = { memoryBytes: 2 ** 24, gas: '1000000000000', wallMs: 30_000, outputBytes: 1_024 }
  await insertJob(pool, {
    ...{ id, request: null, origin: 'audit', kind: 'wasm', class: 'D0', visibility: 'public', sealedTo: [] },
    ...{ moduleBlob: await store(readFileSync(hashChain)), inputBlob: await store(input) },
    terms: { args: [], seed: `0x${'00'.repeat(32)}`, clockMs: 0, limits, submitter: null },
    ...{ createdAt: now, deadlineAt: new Date(+now + deadlineMs) },
  })
  return id
}
function hashChainOutput(rounds: number): string {
  let hash = createHash('sha256').update(Buffer.alloc(8)).digest()
  for (let round = 0; round < rounds; round++) hash = createHash('sha256').update(hash).digest()
  return hash.toString('hex')
}
const returned = (id: string) =>
  waitUntil(`${id} is returned`, async () => {
    const job = await getJob(api.context.pool, id)
    return job?.resultBlob != null && job
  })

describe('n3-agent', () => {
  test('pairs with an empty wallet by its code, comes online, and runs a job', async () => {
    const wallet = privateKeyToAccount(generatePrivateKey())
    const agent = up('first', '--yes-operator', wallet.address)
    const [, code = ''] = await agent.says(/code {3}(\w{4}-\w{4})/)
    await signAtSite(code, wallet)
    const status = await untilStatus('first', 'is registered and online', ({ online, registered }) => {
      return online.isOnline && registered.operator !== null
    })
    expect(status.registered.operator).toBe(wallet.address.toLowerCase())
    expect(status.earning).toMatchObject({ isEarning: false })
    const registration = await api.caller.pairing.getRegistration({ node: status.node })
    expect(registration.operator).toBe(wallet.address)

    const id = await submitHashChain(1_000)
    const job = await returned(id)
    expect(job.node).toBe(status.node)
    const result = await getBlob(api.context.pool, job.resultBlob as Hex)
    expect(Buffer.from(result ?? []).toString('hex')).toBe(hashChainOutput(1_000))
    await waitUntil(
      'the result was forgotten',
      () => readdirSync(join(homeOf('first'), 'results')).length === 0,
    )

    // The key is sealed and its owner's only.
    const key = readFileSync(join(homeOf('first'), 'node-key.json'), 'utf8')
    expect(JSON.parse(key).secret.protection).toBe('scrypt')
    for (const name of ['node-key.json', 'secret', 'agent.json'])
      expect(statSync(join(homeOf('first'), name)).mode & 0o777).toBe(0o600)

    const again = n3Agent('first', 'pair', '--site', site.origin)
    const why = n3Agent('first', 'why')
    const second = up('first')
    expect(await Promise.all([again, why, second].map(({ ended }) => ended))).toEqual([0, 7, 1])
    expect(again.said()).toContain(`is registered to ${wallet.address}`)
    expect(why.said()).toContain('[NODE_CHECK_PENDING]')
    expect(second.said()).toContain('[CONFLICT]')

    const down = n3Agent('first', 'down')
    expect(await down.ended).toBe(0)
    expect(await agent.ended).toBe(0)
    const after = n3Agent('first', 'status')
    expect(await after.ended).toBe(3)
  })

  test('declines a wallet that is not the one it was told to expect', async () => {
    const stranger = privateKeyToAccount(generatePrivateKey())
    const expected = privateKeyToAccount(generatePrivateKey())
    const agent = n3Agent(
      'wary',
      'pair',
      '--site',
      site.origin,
      '--country',
      'FR',
      '--yes-operator',
      expected.address,
    )
    const [, code = ''] = await agent.says(/code {3}(\w{4}-\w{4})/)
    await signAtSite(code, stranger)
    expect(await agent.ended).toBe(1)
    expect(agent.said()).toContain('PAIRING_DECLINED')
    expect((await api.caller.pairing.get({ code })).state.code).toBe('PAIRING_DECLINED')
  })

  test('brings a result once that it had finished when it was killed and its gateway was gone', async () => {
    const first = up('killed', '--no-pair')
    await untilStatus('killed', 'is online', ({ online }) => online.isOnline)
    const id = await submitHashChain(400_000)
    await untilStatus('killed', 'works', ({ jobs }) => jobs[0]?.phase === 'running')
    await gateway.stop('SIGKILL')
    const results = join(homeOf('killed'), 'results')
    await waitUntil('the result is on disk', () =>
      readdirSync(results).some((name) => name.endsWith('.json')),
    )
    await first.stop('SIGKILL')
    up('killed', '--no-pair')
    await gateway.start()
    const job = await returned(id)
    expect(job.fence).toBe(1)
    const result = await getBlob(api.context.pool, job.resultBlob as Hex)
    expect(Buffer.from(result ?? []).toString('hex')).toBe(hashChainOutput(400_000))
    await waitUntil('the result was forgotten', () => readdirSync(results).length === 0)
    const { rows } = await api.context.pool.query('SELECT status FROM job_attempt WHERE job_id = $1', [id])
    expect(rows).toEqual([{ status: 'returned' }])
  })
})
