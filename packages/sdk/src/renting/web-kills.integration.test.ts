import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { isAppError } from '@network3/core/app-error'
import { readCell } from '@network3/testing/dump-tables'
import { bytesToHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApiKeyClient } from '../access/api-keys.ts'
import { signIn } from '../access/sign-in.ts'
import { createRenter, type Renter } from '../create-renter.ts'
import type { JobClient } from '../jobs/create-job-client.ts'
import { createMemorySessionKeys } from '../sessions/session-keys.ts'
import { echoModule } from '../testing/echo-module.ts'
import { prepareRenterHome } from '../testing/renter-home.ts'
import { runN3 } from '../testing/run-n3.ts'
import type { Program } from '../testing/spawn-program.ts'
import { operator } from '../testing/start-chain.ts'
import { startNetwork } from '../testing/start-network.ts'
import { findPort, startWeb, type WebPlace } from '../testing/start-web.ts'
import { readChain } from '../wallet/send-calls.ts'

/**
 * kill -9 of the site's process, which needs its production build: test:deep makes one and does a hundred. What npm test
 * kills are five servers with the same handlers (packages/api/src/access/kills.integration.test.ts).
 */
const KILLS = Math.min(Number(process.env.N3_WEB_KILLS ?? 0), 100)
/** Of each kind, under way when the site is killed; with a rent besides. */
const EACH = 4
const PATIENCE_MS = 20_000
/** Of which a lease of a round is. */
const UNITS = 20n

describe.runIf(KILLS > 0)('the site’s own process', () => {
  const root = mkdtempSync(join(tmpdir(), 'network3-web-kills-'))
  const account = privateKeyToAccount(generatePrivateKey())
  const sessionKeys = createMemorySessionKeys()
  let network: Awaited<ReturnType<typeof startNetwork>>
  let place: WebPlace
  let web: Program
  let port: number
  let renter: Renter
  let key: string

  beforeAll(async () => {
    network = await startNetwork({ gateways: 1, nodes: 1, slots: 2, isOnChain: true })
    if (network.chain === undefined) throw new Error('no chain')
    const deploymentFile = join(root, 'deployment.json')
    writeFileSync(deploymentFile, JSON.stringify(network.chain.deployment))
    const gatewayUrls = network.gateways.map(({ program }) => program.url)
    place = { databaseUrl: network.databaseUrl, rpcUrl: network.chain.rpcUrl, deploymentFile, gatewayUrls }
    port = await findPort()
    web = await startWeb(place, port)

    const ownKey = await prepareRenterHome(root, account.address, network.dealer)
    const { privateKey } = operator.getHdKey()
    const offer = ['offer', 'publish', '--price', '0.001', '--slots', '2000', '--max-units', '1000000000']
    const site = { N3_URL: web.url }
    const run = async (args: string[], N3_PRIVATE_KEY: string) => {
      const { code, stderr } = await runN3(args, {
        home: join(root, N3_PRIVATE_KEY.slice(-8)),
        env: { ...site, N3_PRIVATE_KEY },
      })
      expect(code, stderr).toBe(0)
    }
    await run(offer, bytesToHex(privateKey ?? new Uint8Array()))
    const faucet = await fetch(`${network.api.program.url}/api/v1/faucet`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address: account.address, idempotencyKey: randomUUID() }),
    })
    expect(faucet.status).toBe(200)
    const { cookie } = await signIn({ siteUrl: web.url }, account)
    const scopes = ['jobs', 'leases', 'read'] as const
    ;({ key } = await createApiKeyClient({ siteUrl: web.url, cookie }).create({ name: 'program', scopes }))
    renter = createRenter({
      ...{ siteUrl: web.url, apiKey: key, account, sessionKeys },
      ownKey: async () => ownKey,
    })
  }, 180_000)
  afterAll(async () => {
    await web?.stop('SIGKILL')
    await network?.stop()
    rmSync(root, { recursive: true, force: true })
  })

  const quoteOf = async (body: string, idempotencyKey: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${key}`, 'idempotency-key': idempotencyKey }
    const answer = await fetch(`${web.url}/api/v1/quotes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    const told: unknown = await answer.json()
    if (!answer.ok) throw new Error(`${answer.status}: ${JSON.stringify(told)}\n${web.log()}`)
    return told
  }

  /** As a program asks that was told to try again: a site that has just begun, on a busy machine, may say so once more. */
  async function untilAnswered(request: () => Promise<unknown>): Promise<unknown> {
    for (const until = Date.now() + PATIENCE_MS; ; ) {
      try {
        return await request()
      } catch (error) {
        if (Date.now() > until) throw error
      }
    }
  }

  /** Each gives what it gave, however often it is asked. */
  async function requestsOf(round: number, jobs: JobClient): Promise<(() => Promise<unknown>)[]> {
    const prepared = await Promise.all(
      Array.from({ length: EACH }, (_, index) =>
        jobs.prepare({
          ...{ kind: 'wasm', module: echoModule('kills'), input: Buffer.from(`${round}.${index}`) },
          requestKey: `kill ${round}.${index}`,
        }),
      ),
    )
    const quotes = prepared.map((_, index) => {
      const body = JSON.stringify({ spec: { kind: 'compute' }, want: { units: String(100 + index) } })
      const idempotencyKey = randomUUID()
      return () => quoteOf(body, idempotencyKey)
    })
    return [...prepared.map((job) => async () => (await jobs.send(job)).jobId), ...quotes]
  }

  test(
    `${KILLS} kill -9 while it answers: no lease is orphaned, no job made or charged twice`,
    async () => {
      const chain = await renter.network()
      const balance = () =>
        readChain(chain).readContract({
          ...{ address: chain.contracts.n3Token, abi: n3TokenAbi },
          ...{ functionName: 'balanceOf', args: [account.address] },
        })
      const before = await balance()
      const first = await renter.rent(
        await renter.quote({ spec: { kind: 'compute', slots: 2 }, want: { units: 7_200n } }),
      )
      const leaseId = BigInt(first.leases[0]?.leaseId ?? 0)
      const jobs = await renter.jobs(leaseId)
      const rented = [...first.leases]
      const charged = async (what: 'jobs' | 'spend_wei') =>
        String(await readCell(network.databaseUrl, `SELECT sum(${what})::text FROM api_usage`))
      await jobs.submit({ kind: 'wasm', module: echoModule('kills'), input: Buffer.from('first') })
      const spendOfOne = BigInt(await charged('spend_wei'))
      expect(spendOfOne).toBeGreaterThan(0n)
      let interrupted = 0
      for (let round = 0; round < KILLS; round++) {
        const requests = await requestsOf(round, jobs)
        const quote = await renter.quote({ spec: { kind: 'compute' }, want: { units: UNITS } })
        let steps = 0
        const renting = renter.rent(quote, { onStep: () => steps++ })
        // Killed as soon as so many were answered: the others are at every point between arrival and answer.
        let left = round % (requests.length - 1)
        const answering = requests.map(async (request) => {
          const answer = await request()
          if (left-- === 0) web.stop('SIGKILL')
          return answer
        })
        const answers = await Promise.allSettled([...answering, renting.catch(() => undefined)])
        await web.stop('SIGKILL')
        web = await startWeb(place, port)
        interrupted += answers.filter(({ status }) => status === 'rejected').length

        const again = await Promise.all(
          requests.map((request) => Promise.all([untilAnswered(request), untilAnswered(request)])),
        )
        for (const [index, [one, two]] of again.entries()) {
          expect(one).toEqual(two)
          const answer = answers[index]
          if (answer?.status === 'fulfilled') expect(one).toEqual(answer.value)
        }
        const { leases } = await renting.catch((error: unknown) => {
          // Nothing was paid yet; else it would have waited for the site to be back.
          if (steps > 1 || !isAppError(error, 'UNAVAILABLE')) throw error
          return renter.rent(quote)
        })
        rented.push(...leases)
      }
      expect(interrupted, 'requests that were under way when the site was killed').toBeGreaterThan(0)

      const count = (sql: string) => readCell(network.databaseUrl, `SELECT count(*)::int FROM ${sql}`)
      const made = KILLS * EACH + 1
      expect(await count('job')).toBe(made)
      expect(await charged('jobs')).toBe(String(made))
      expect(BigInt(await charged('spend_wei'))).toBe(BigInt(made) * spendOfOne)
      // What left the wallet is what is in the escrows of leases it knows the keys of, and there are no others.
      expect(await count('lease')).toBe(rented.length)
      const escrowed = rented.reduce(
        (sum, { units, pricePerUnitWei }) => sum + BigInt(units) * BigInt(pricePerUnitWei),
        0n,
      )
      expect(before - (await balance())).toBe(escrowed)
      const known = (await sessionKeys.list()).map((address) => address.toLowerCase())
      for (const { voucherSigner } of rented) expect(known).toContain(voucherSigner.toLowerCase())
    },
    120_000 + KILLS * 30_000,
  )
})
