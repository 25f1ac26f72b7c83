import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing/create-test-api.ts'
import { type ApiServer, serveApi } from '../testing/serve-api.ts'
import { operatorAddress } from '../testing/test-actors.ts'

let api: TestApi
let server: ApiServer
beforeAll(async () => {
  api = await createTestApi()
  server = await serveApi(api.context)
})
afterAll(async () => {
  await server.stop()
  await api.close()
})

type Answer = {
  status: number
  body: { error?: { message: string; data: Record<string, unknown> } }
  headers: Headers
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${server.url}/${path}`, { headers })
  return { status: response.status, body: bodyOf(await response.json()), headers: response.headers }
}

async function post(path: string, init: { body: BodyOf; headers?: Record<string, string> }): Promise<Answer> {
  const response = await fetch(`${server.url}/${path}`, {
    method: 'POST',
    body: init.body,
    headers: init.headers ?? {},
  })
  return { status: response.status, body: bodyOf(await response.json()), headers: response.headers }
}
type BodyOf = string | FormData | URLSearchParams

/** What is expected of an answer is each test's own business. */
const bodyOf = (json: unknown) => json as Answer['body']

const gift = JSON.stringify({
  address: operatorAddress(1),
  idempotencyKey: '0b6cf1b6-6f0b-4a3c-9d55-0f0f5b9f7a01',
})
const ours = () => ({ origin: server.origin, 'x-n3-client': 'web', 'content-type': 'application/json' })

describe('what a page of ours does', () => {
  test('reads in a batch', async () => {
    const input = encodeURIComponent(JSON.stringify({ 0: { limit: 1 } }))
    const { status, body, headers } = await get(`operators.find,epochs.find?batch=1&input=${input}`)
    expect(status).toBe(207)
    // The second call had no input, which this procedure needs.
    expect(body).toMatchObject([
      { result: { data: { items: [{}] } } },
      { error: { data: { code: 'INPUT_INVALID' } } },
    ])
    expect(headers.get('ratelimit-limit')).toBe('3000')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('a mutation gets as far as its procedure', async () => {
    const { status, body } = await post('faucet.request', { body: gift, headers: ours() })
    expect(status).toBe(412)
    expect(body.error?.data).toMatchObject({ code: 'FAUCET_DISABLED', trpcCode: 'PRECONDITION_FAILED' })
  })
})

describe('what another site tries', () => {
  const attempts: [string, number, () => Promise<Answer>][] = [
    [
      'a cross-site multipart form',
      415,
      () => {
        const form = new FormData()
        form.set('address', operatorAddress(1))
        return post('faucet.request', { body: form, headers: { origin: 'https://evil.example' } })
      },
    ],
    ['a url-encoded form', 415, () => post('faucet.request', { body: new URLSearchParams({ a: 'b' }) })],
    [
      'JSON sent as plain text',
      415,
      () => post('faucet.request', { body: gift, headers: { 'content-type': 'text/plain' } }),
    ],
    [
      'JSON from a foreign origin',
      403,
      () => post('faucet.request', { body: gift, headers: { ...ours(), origin: 'https://evil.example' } }),
    ],
    [
      'JSON from the opaque origin',
      403,
      () => post('faucet.request', { body: gift, headers: { ...ours(), origin: 'null' } }),
    ],
    [
      'JSON from another port of this host',
      403,
      () => post('faucet.request', { body: gift, headers: { ...ours(), origin: 'http://127.0.0.1:1' } }),
    ],
    [
      'JSON without an origin',
      403,
      () =>
        post('faucet.request', {
          body: gift,
          headers: { 'x-n3-client': 'web', 'content-type': 'application/json' },
        }),
    ],
    [
      'JSON without the client header',
      403,
      () =>
        post('faucet.request', {
          body: gift,
          headers: { origin: server.origin, 'content-type': 'application/json' },
        }),
    ],
    ['a mutation by GET', 405, () => get(`faucet.request?input=${encodeURIComponent(gift)}`)],
  ]
  for (const [words, status, attempt] of attempts) {
    test(`${words} is refused`, async () => {
      const answer = await attempt()
      expect(answer.status).toBe(status)
      expect(answer.body.error?.message).toEqual(expect.any(String))
    })
  }

  test('other methods are refused', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const response = await fetch(`${server.url}/status.get`, { method })
      expect(response.status).toBe(405)
      await response.body?.cancel()
    }
  })
})

describe('limits', () => {
  test('a body over 100 KiB is refused by its length', async () => {
    const { status } = await post('faucet.request', {
      body: JSON.stringify('x'.repeat(102_400)),
      headers: ours(),
    })
    expect(status).toBe(413)
  })

  test('a body over 100 KiB is refused while it streams, when it does not say how long it is', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        `${server.url}/faucet.request`,
        { method: 'POST', headers: ours() },
        (response) => {
          response.resume()
          resolve(response.statusCode ?? 0)
        },
      )
      // The server answers before it has read all of it, and then the rest has nowhere to go.
      request.on('error', reject)
      for (let index = 0; index < 20; index++) request.write('x'.repeat(10_240))
      request.end()
    })
    expect(status).toBe(413)
  })

  test('a batch of eleven is refused, however it is written', async () => {
    const eleven = new Array(11).fill('status.get')
    expect((await get(`${eleven.join(',')}?batch=1`)).status).toBe(400)
    expect((await get(`${eleven.join('%2C')}?batch=1`)).status).toBe(400)
    expect((await get(`${eleven.slice(1).join(',')}?batch=1`)).status).toBe(200)
  })

  test('a network over its allowance is told when to come back, others are not held up', async () => {
    const few = await createTestApi({ callsPerMinute: 12 })
    const limited = await serveApi(few.context)
    try {
      const ask = (from: string) =>
        fetch(`${limited.url}/faucet.getInfo`, { headers: { 'x-forwarded-for': from } })
      for (let index = 0; index < 12; index++) expect((await ask(`10.1.2.${index}`)).status).toBe(200)
      const refused = await ask('10.1.2.200')
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await refused.json()).toMatchObject({ error: { data: { code: 'RATE_LIMITED' } } })
      expect((await ask('10.1.3.1')).status).toBe(200)
      const guess = (path: string) => {
        const authorization = `Bearer n3_live_${'0'.repeat(32)}_${'A'.repeat(43)}`
        return fetch(`${limited.origin}${path}`, {
          headers: { authorization, 'x-forwarded-for': '10.1.4.1' },
        })
      }
      // Keys tried one after the other (guessing) are counted against where they come from, through either door.
      for (let index = 0; index < 12; index++)
        expect((await guess(index % 2 === 0 ? '/api/trpc/status.get' : '/api/v1/status')).status).toBe(401)
      expect((await guess('/api/trpc/status.get')).status).toBe(429)
      expect((await guess('/api/v1/status')).status).toBe(429)
    } finally {
      await limited.stop()
      await few.close()
    }
  })
})

describe('errors', () => {
  test('carry a stable code, what was wrong with which field, and no stack', async () => {
    const input = encodeURIComponent(JSON.stringify({ address: '0x12' }))
    const { status, body } = await get(`operators.get?input=${input}`)
    expect(status).toBe(400)
    expect(body.error?.data).toMatchObject({ code: 'INPUT_INVALID', issues: [{ path: 'address' }] })
    expect(JSON.stringify(body)).not.toContain('node_modules')
  })

  test('of a thing that is not there', async () => {
    const input = encodeURIComponent(JSON.stringify({ address: `0x${'99'.repeat(20)}` }))
    const { status, body } = await get(`operators.get?input=${input}`)
    expect(status).toBe(404)
    expect(body.error?.data).toMatchObject({ code: 'NOT_FOUND', retryable: false })
  })

  test('of an unknown procedure, and of a path that cannot be decoded', async () => {
    expect((await get('operators.dropTable')).status).toBe(404)
    expect((await get('%E0%A4%A')).status).toBeGreaterThanOrEqual(400)
  })

  test('of our own making say nothing of what broke', async () => {
    const broken = await createTestApi()
    const failing = await serveApi(broken.context)
    try {
      await broken.context.pool.query('ALTER TABLE operator RENAME TO operator_gone')
      const response = await fetch(`${failing.url}/operators.find?input=%7B%7D`)
      const text = await response.text()
      expect(response.status).toBe(500)
      expect(text).not.toMatch(/relation|operator_gone|SELECT/)
    } finally {
      await failing.stop()
      await broken.close()
    }
  })
})
