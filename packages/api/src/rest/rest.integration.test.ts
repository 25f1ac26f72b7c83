import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSiteClient } from '../access/testing/create-site-client.ts'
import { createJobApi, NOW_MS } from '../testing/create-job-api.ts'
import { seedOfferers, signOffer } from '../testing/offer-maker.ts'
import { type ApiServer, serveApi } from '../testing/serve-api.ts'
import { N3, testDeployment } from '../testing/test-actors.ts'

const ada = privateKeyToAccount(`0x${'a1'.repeat(32)}`)
const islander = privateKeyToAccount(`0x${'1a'.repeat(32)}`)

let jobs: Awaited<ReturnType<typeof createJobApi>>
let server: ApiServer
let site: ReturnType<typeof createSiteClient>
beforeAll(async () => {
  jobs = await createJobApi()
  server = await serveApi(jobs.api.context)
  await seedOfferers(jobs.api, [
    { address: islander.address, stakeWei: 200n * N3, country: 'IS', lends: ['compute'] },
  ])
  const terms = {
    slots: 4,
    pricePerUnitWei: String(N3 / 4n),
    minUnits: '10',
    maxUnits: '9000',
    validUntil: 4_000_000_000,
  }
  await jobs.api.caller.offers.publish(await signOffer(testDeployment, islander, terms))
  site = createSiteClient(server, NOW_MS)
  await site.signIn(ada)
})
afterAll(async () => {
  await server.stop()
  await jobs.api.close()
})

type Answer = { status: number; headers: Headers; body: Record<string, unknown> }

async function ask(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${server.origin}/api/v1${path}`, { method, ...init })
  const { status, headers } = response
  const text = await response.text()
  return { status, headers, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) }
}
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask('POST', path, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })

async function newKey(input: object): Promise<{ keyId: string; bearer: { authorization: string } }> {
  const { data } = await site.mutate('apiKeys.create', { name: 'rest', ...input })
  return { keyId: String(data.keyId), bearer: { authorization: `Bearer ${data.key}` } }
}
const quoteBody = { spec: { kind: 'compute' }, want: { units: '100' } }

describe('REST', () => {
  test('answers what tRPC answers, without a key', async () => {
    const [offers, facets] = [await ask('GET', '/offers?limit=1'), await ask('GET', '/offers/facets')]
    expect(offers.status).toBe(200)
    expect(offers.body).toEqual(JSON.parse(JSON.stringify(await jobs.api.caller.offers.find({ limit: 1 }))))
    expect(facets.body).toMatchObject({ total: 1 })
    expect(offers.headers.get('ratelimit-limit')).toBe('3000')
    expect(offers.headers.get('x-request-id')).toMatch(/^request_/)
  })

  test('says what is wrong as a problem: what, which field, what to do, under which id', async () => {
    const { status, headers, body } = await ask('GET', '/offers?limit=many', {
      headers: { 'x-request-id': 'from-me-17' },
    })
    expect(status).toBe(400)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(headers.get('x-request-id')).toBe('from-me-17')
    expect(body).toMatchObject({
      ...{ type: '/developers/reference#problem-INPUT_INVALID', title: 'Input invalid', status: 400 },
      ...{ code: 'INPUT_INVALID', issues: [{ path: 'limit' }], retryable: false, requestId: 'from-me-17' },
      help: expect.stringContaining('fields'),
    })
    const full = await post('/quotes', { ...quoteBody, budgetWei: '5' })
    expect(full.body).toMatchObject({
      code: 'BUDGET_TOO_SMALL',
      help: expect.any(String),
      details: expect.any(Object),
    })
  })

  test('a request id that would spoil a log is not taken', async () => {
    const { headers } = await ask('GET', '/status', { headers: { 'x-request-id': '{"level":"fatal"}' } })
    expect(headers.get('x-request-id')).toMatch(/^request_[0-9a-f]{32}$/)
  })

  test('what is not there, or not so, is told', async () => {
    expect((await ask('GET', '/nothing')).body).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    const wrong = await ask('DELETE', '/offers')
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST'])
    expect((await ask('GET', `/jobs/job_${'0'.repeat(32)}`)).body).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    })
    expect((await ask('GET', '/status?verbose=1')).body).toMatchObject({ status: 400, code: 'INPUT_INVALID' })
    const limit = await post('/quotes', 'x'.repeat(102_400))
    expect(limit.status).toBe(413)
  })

  test('streams as server-sent events', async () => {
    const response = await fetch(`${server.origin}/api/v1/activity/live`)
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    const reader = response.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: connected')
    await reader?.cancel()
  })
})

describe('another site', () => {
  const foreign = { origin: 'https://evil.example' }

  test('reads what is public, and gets no credentials', async () => {
    const { headers, status } = await ask('GET', '/offers', { headers: foreign })
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.has('access-control-allow-credentials')).toBe(false)
    const preflight = await ask('OPTIONS', '/quotes', {
      headers: { ...foreign, 'access-control-request-method': 'POST' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.has('access-control-allow-credentials')).toBe(false)
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
  })

  test('changes nothing from a visitor’s browser: by form, by JSON, with their cookies (CSRF)', async () => {
    const cookie = [...site.jar].map((pair) => pair.join('=')).join('; ')
    const form = new FormData()
    form.set('spec', '{}')
    const simple = { ...foreign, cookie }
    expect((await ask('POST', '/quotes', { body: form, headers: simple })).status).toBe(415)
    expect(
      (await ask('POST', '/quotes', { body: 'x', headers: { ...simple, 'content-type': 'text/plain' } }))
        .status,
    ).toBe(415)
    expect((await post('/quotes', quoteBody, simple)).body).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    expect((await post('/quotes', quoteBody, { ...simple, origin: 'null' })).status).toBe(403)
    // Nor does a cookie alone make anybody somebody here.
    expect((await ask('GET', '/usage', { headers: { cookie } })).body).toMatchObject({
      status: 401,
      code: 'KEY_REQUIRED',
    })
  })

  test('with a key of its own may', async () => {
    const { bearer } = await newKey({ scopes: ['leases'] })
    expect((await post('/quotes', quoteBody, { ...foreign, ...bearer })).status).toBe(200)
  })
})

describe('a key', () => {
  test('is refused in the address, and when its scopes do not reach', async () => {
    const { bearer } = await newKey({ scopes: ['read'] })
    const inUrl = await ask('GET', `/usage?key=${bearer.authorization.slice(7)}`)
    expect(inUrl.body).toMatchObject({ status: 400, code: 'KEY_IN_URL' })
    const { body } = await post('/quotes', quoteBody, bearer)
    expect(body).toMatchObject({
      status: 403,
      code: 'KEY_SCOPE_MISSING',
      details: { need: 'leases', have: 'read' },
    })
  })

  test('has an allowance of its own, whatever its network used up, and so has who is signed in', async () => {
    const limitOf = async (cookie: string) =>
      (await fetch(`${server.url}/session.get`, { headers: { cookie } })).headers.get('ratelimit-limit')
    const cookie = [...site.jar].map((pair) => pair.join('=')).join('; ')
    expect([await limitOf(''), await limitOf(cookie)]).toEqual(['3000', '6000'])
    const { bearer } = await newKey({ scopes: ['read'] })
    expect((await ask('GET', '/usage', { headers: bearer })).headers.get('ratelimit-limit')).toBe('12000')
  })

  test('with a cap admits jobs up to it, and says what it needs, has, and when that changes', async () => {
    // A second of lease 1 costs one N3, and each job may take one.
    const { keyId, bearer } = await newKey({ scopes: ['jobs', 'read'], dailyCapWei: String(2n * N3) })
    const first = await jobs.requestOf()
    expect((await post('/jobs', first, bearer)).status).toBe(200)
    expect((await post('/jobs', first, bearer)).body).toMatchObject({ isNew: false })
    const twins = await Promise.all([jobs.requestOf(), jobs.requestOf()])
    const answers = await Promise.all(twins.map((request) => post('/jobs', request, bearer)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 429])
    expect(answers.find(({ status }) => status === 429)?.body).toMatchObject({
      code: 'KEY_CAP_REACHED',
      details: {
        needWei: String(N3),
        haveWei: '0',
        capWei: String(2n * N3),
        resetsAt: '2026-03-11T00:00:00.000Z',
      },
    })
    const refused = twins[answers.findIndex(({ status }) => status === 429)]
    const { rows } = await jobs.api.context.pool.query('SELECT 1 FROM job WHERE request_key = $1', [
      refused?.requestKey,
    ])
    expect(rows).toHaveLength(0)
    const usage = await ask('GET', '/usage?days=1', { headers: bearer })
    expect(usage.body.items).toContainEqual(
      expect.objectContaining({ keyId, jobsAdmitted: 2, spendAdmittedWei: String(2n * N3) }),
    )
    // Without the key the lease's own signature is enough, as before.
    expect((await post('/jobs', refused)).status).toBe(200)
  })
})

describe('an idempotency key', () => {
  const key = (last: string) => ({ 'idempotency-key': `7d0c3c7e-6c5b-4f0e-9d2a-00000000000${last}` })

  test('gives the same answer again, refuses another request, and is told in the headers', async () => {
    const first = await post('/quotes', quoteBody, key('1'))
    const again = await post('/quotes', quoteBody, key('1'))
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(again.headers.get('access-control-allow-origin')).toBe('*')
    expect(again.headers.get('ratelimit-limit')).toBe('3000')
    const other = await post('/quotes', { ...quoteBody, want: { units: '101' } }, key('1'))
    expect(other.body).toMatchObject({
      status: 422,
      code: 'IDEMPOTENCY_KEY_REUSED',
      help: expect.any(String),
    })
    const elsewhere = await post('/jobs', await jobs.requestOf(), key('1'))
    expect(elsewhere.body).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' })
  })

  test('of a refusal may be used again: nothing had been done', async () => {
    const request = await jobs.requestOf()
    const early = await post('/jobs', { ...request, signature: `0x${'00'.repeat(65)}` }, key('2'))
    expect(early.status).toBe(403)
    expect((await post('/jobs', { ...request, signature: `0x${'00'.repeat(65)}` }, key('2'))).status).toBe(
      403,
    )
  })
})
