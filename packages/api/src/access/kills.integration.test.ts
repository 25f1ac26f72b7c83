import { randomUUID } from 'node:crypto'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createJobApi, NOW_MS } from '../testing/create-job-api.ts'
import { seedOfferers, signOffer } from '../testing/offer-maker.ts'
import { serveApi } from '../testing/serve-api.ts'
import { startProcess, type TestProcess } from '../testing/start-process.ts'
import { N3, testDeployment } from '../testing/test-actors.ts'
import { createSiteClient } from './testing/create-site-client.ts'

/** kill -9 in npm test; test:deep does more. */
const KILLS = Math.min(Number(process.env.N3_KILLS ?? 5), 100)
/** Of each kind, under way when the server is killed. */
const EACH = 4

type Site = { process: TestProcess; origin: string }
type Request = { path: string; body: object; headers: Record<string, string> }
type Answer = Record<string, unknown>

const ada = privateKeyToAccount(`0x${'a1'.repeat(32)}`)
const islander = privateKeyToAccount(`0x${'1a'.repeat(32)}`)
let jobs: Awaited<ReturnType<typeof createJobApi>>
/** Of somebody signed in, and their key. */
let cookie: string
let key: string
const started: TestProcess[] = []

beforeAll(async () => {
  jobs = await createJobApi()
  await seedOfferers(jobs.api, [
    { address: islander.address, stakeWei: 200n * N3, country: 'IS', lends: ['compute'] },
  ])
  const terms = { slots: 4, pricePerUnitWei: String(N3 / 4n), maxUnits: '9000', validUntil: 4_000_000_000 }
  await jobs.api.caller.offers.publish(await signOffer(testDeployment, islander, terms))
  const server = await serveApi(jobs.api.context)
  const site = createSiteClient(server, NOW_MS)
  await site.signIn(ada)
  const scopes = ['jobs', 'leases']
  key = String((await site.mutate('apiKeys.create', { name: 'program', scopes })).data.key)
  cookie = [...site.jar].map((pair) => pair.join('=')).join('; ')
  await server.stop()
})
afterAll(async () => {
  await Promise.all(started.map((each) => each.stop('SIGKILL')))
  await jobs?.api.close()
})

async function startSite(): Promise<Site> {
  const options = JSON.stringify({ databaseUrl: jobs.api.databaseUrl, nowMs: NOW_MS })
  const process = startProcess('packages/api/src/access/testing/run-site.ts', {}, [options])
  started.push(process)
  const [, origin = ''] = await process.says(/"url":"([^"]+)"/)
  return { process, origin }
}

async function send({ path, body, headers }: Request, { origin }: Site): Promise<Answer> {
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', origin, 'x-n3-client': 'test', ...headers },
  })
  const text = await response.text()
  if (!response.ok || text === '') throw new Error(`${path} answered ${response.status}: “${text}”`)
  return JSON.parse(text) as Answer
}

async function requestsOf(round: number): Promise<Request[]> {
  const bearer = { authorization: `Bearer ${key}` }
  const keyed = (request: Request): Request => ({
    ...request,
    headers: { ...request.headers, 'idempotency-key': randomUUID() },
  })
  const kinds = await Promise.all(
    Array.from(
      { length: EACH },
      async (_, index): Promise<Request[]> => [
        {
          path: '/api/v1/jobs',
          body: await jobs.requestOf({ requestKey: `kill ${round}.${index}` }),
          headers: bearer,
        },
        {
          path: '/api/trpc/apiKeys.create',
          body: { name: `kill ${round}.${index}`, scopes: ['read'] },
          headers: { cookie },
        },
        {
          path: '/api/v1/quotes',
          body: { spec: { kind: 'compute' }, want: { units: String(100 + round * EACH + index) } },
          headers: bearer,
        },
      ],
    ),
  )
  return kinds.flat().map(keyed)
}

const count = async (from: string) => {
  const { rows } = await jobs.api.context.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${from}`,
  )
  return rows[0]?.count
}

test(
  `${KILLS} kill -9 of the server mid-request: asked again, each request had one effect and one answer`,
  async () => {
    const leases = await count('lease')
    let interrupted = 0
    let site = await startSite()
    for (let round = 0; round < KILLS; round++) {
      const next = startSite()
      const requests = await requestsOf(round)
      // Killed as soon as so many were answered: the others are at every point between arrival and answer.
      let left = round % (requests.length - 1)
      const answering = requests.map(async (request) => {
        const answer = await send(request, site)
        if (left-- === 0) site.process.child.kill('SIGKILL')
        return answer
      })
      const first = await Promise.allSettled(answering)
      await site.process.stop('SIGKILL')
      interrupted += first.filter(({ status }) => status === 'rejected').length

      site = await next
      // By two at once, as an impatient program would.
      const again = await Promise.all(
        requests.map((request) => Promise.all([send(request, site), send(request, site)])),
      )
      for (const [index, answers] of again.entries()) {
        const [one, two] = answers.map(withoutNovelty)
        expect(one).toEqual(two)
        const before = first[index]
        if (before?.status === 'fulfilled') expect(one).toEqual(withoutNovelty(before.value))
      }
      const made = (round + 1) * EACH
      expect(await count("job WHERE request_key LIKE 'kill %'")).toBe(made)
      expect(await count("api_key WHERE name LIKE 'kill %'")).toBe(made)
      expect(await count('quote')).toBe(made)
      // Every job was charged to the key once, in the transaction that queued it; no lease was made by any of it.
      expect(await count(`api_usage WHERE jobs = ${made} AND spend_wei = ${BigInt(made) * N3}`)).toBe(1)
      expect(await count('lease')).toBe(leases)
      // An account has fifty keys at one time.
      await jobs.api.context.pool.query("UPDATE api_key SET revoked_at = now() WHERE name LIKE 'kill %'")
    }
    expect(interrupted, 'requests that were under way when the server was killed').toBeGreaterThan(0)

    const logs = started.map((each) => each.said()).join('')
    expect(logs).toContain('"path":"/api/v1/jobs"')
    for (const secret of [key.slice(-43), cookie.slice(-43)])
      expect(logs.includes(secret), 'a secret in the log').toBe(false)
  },
  30_000 + KILLS * 10_000,
)

/** The same job or key, whether it was made by this asking or by one before. */
function withoutNovelty({ isNew: _, ...answer }: Answer): Answer {
  return answer
}
