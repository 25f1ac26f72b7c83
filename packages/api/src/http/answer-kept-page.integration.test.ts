import { gunzipSync } from 'node:zlib'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing/create-test-api.ts'
import { type ApiServer, serveApi } from '../testing/serve-api.ts'

const CALLS = 60
const PAGES = ['/api/trpc/operators.find?input=%7B%7D', '/api/v1/operators?limit=3'] as const

let api: TestApi
let server: ApiServer
beforeAll(async () => {
  // Time stands still here, so that no page gets too old and no allowance grows again.
  api = await createTestApi({ callsPerMinute: CALLS })
  server = await serveApi(api.context)
  await waitUntil('blocks are heard', () => api.context.keptPages.look(PAGES[0]) !== undefined)
})
afterAll(async () => {
  await server.stop()
  await api.close()
})

/** Each test asks from a network of its own. */
const ask = (path: string, network: number, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}${path}`, { headers: { 'x-forwarded-for': `203.0.${network}.1`, ...headers } })
const left = (response: Response) => Number(response.headers.get('ratelimit-remaining'))

test('a page comes from memory the second time: the same bytes, counted as any call', async () => {
  for (const [index, path] of PAGES.entries()) {
    const first = await ask(path, index)
    const text = await first.text()
    expect(api.context.keptPages.find(path)?.body.toString()).toBe(text)
    const second = await ask(path, index, { 'x-request-id': 'from-me-17' })
    expect(await second.text()).toBe(text)
    expect(left(second)).toBe(left(first) - 1)
    expect(second.headers.get('x-request-id')).toBe('from-me-17')
    for (const name of ['content-type', 'cache-control', 'etag', 'access-control-allow-origin'])
      expect(second.headers.get(name), name).toBe(first.headers.get(name))
  }
})

test('who has a page already is told so, and who takes it packed gets it packed', async () => {
  for (const path of PAGES) {
    const first = await ask(path, 7)
    const etag = first.headers.get('etag') ?? ''
    const text = await first.text()
    for (const known of [etag, `"other", W/${etag}`]) {
      const same = await ask(path, 7, { 'if-none-match': known })
      expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag])
    }
    expect((await ask(path, 7, { 'if-none-match': '"other"' })).status).toBe(200)
    const packed = await ask(path, 7, { 'accept-encoding': 'gzip' })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(await packed.text()).toBe(text)
    expect(String(gunzipSync(api.context.keptPages.find(path)?.gzip() ?? ''))).toBe(text)
  }
})

test('over the allowance it is refused like any other call, on each door in its own words', async () => {
  const [trpc, rest] = PAGES
  for (let call = 0; call < CALLS; call++) expect((await ask(trpc, 8)).status).toBe(200)
  const refused = await ask(trpc, 8)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(await refused.json()).toMatchObject({ error: { data: { code: 'RATE_LIMITED' } } })
  const problem = await ask(rest, 8)
  expect([problem.status, problem.headers.get('content-type')]).toEqual([429, 'application/problem+json'])
})

test('nothing kept is given to a caller with a key or a session, and nothing of theirs is kept', async () => {
  const [path] = PAGES
  await ask(path, 9)
  const cookie = `__Host-n3_session=${'a'.repeat(43)}`
  const withKey = await ask(path, 9, { authorization: 'Bearer n3_not_a_key' })
  expect(withKey.status).toBe(401)
  expect(withKey.headers.get('etag')).toBeNull()
  // A session nobody knows is nobody's, and asks the database for that first.
  const before = api.context.keptPages.find(path)
  api.context.keptPages.find = () => {
    throw new Error('looked among kept pages for a caller with a session')
  }
  const withSession = await ask(path, 9, { cookie })
  expect([withSession.status, before !== undefined]).toEqual([200, true])
})
