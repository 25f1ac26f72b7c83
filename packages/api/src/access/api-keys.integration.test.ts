import { createHash } from 'node:crypto'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SiteClient } from './testing/create-site-client.ts'
import {
  type AccessSite,
  ada,
  bob,
  codeOf,
  MINUTE_MS,
  START_MS,
  startAccessSite,
} from './testing/start-access-site.ts'

let access: AccessSite
beforeAll(async () => {
  access = await startAccessSite()
})
afterAll(() => access.stop())

const keyOf = async (site: SiteClient, input: object = {}) => {
  const { data } = await site.mutate('apiKeys.create', { name: 'ci', scopes: ['read'], ...input })
  return { keyId: String(data.keyId), key: String(data.key), bearer: { authorization: `Bearer ${data.key}` } }
}

describe('API keys', () => {
  test('are shown once, tell what they may do, and were last used', async () => {
    const site = await access.signedIn()
    const { data } = await site.mutate('apiKeys.create', {
      name: ' ci ',
      scopes: ['read', 'jobs'],
      dailyCapWei: '5',
    })
    expect(data).toMatchObject({
      name: 'ci',
      scopes: ['read', 'jobs'],
      state: 'active',
      dailyCapWei: '5',
      lastUsedAt: null,
    })
    expect(data.key).toMatch(/^n3_live_[0-9a-f]{32}_[\w-]{43}$/)
    access.setTime(START_MS + MINUTE_MS)
    const program = access.open()
    const authorization = { authorization: `Bearer ${data.key}` }
    for (let index = 0; index < 3; index++)
      expect((await program.query('usage.get', {}, authorization)).status).toBe(200)
    await access.api.context.usageCounter.flush()
    const listed = (await site.query('apiKeys.find', {})).data.items as Record<string, unknown>[]
    expect(listed[0]).toMatchObject({
      keyId: data.keyId,
      lastUsedAt: new Date(START_MS + MINUTE_MS).toISOString(),
    })
    expect(JSON.stringify(listed)).not.toContain(String(data.key))
    const usage = (await program.query('usage.get', {}, authorization)).data.items as object[]
    expect(usage).toContainEqual({
      ...{
        day: '2026-03-10',
        keyId: data.keyId,
        name: 'ci',
        calls: 3,
        jobsAdmitted: 0,
        spendAdmittedWei: '0',
      },
    })
    access.setTime(START_MS)
  })

  test('a revoked key is refused at once, and says what to do', async () => {
    const site = await access.signedIn()
    const { keyId, bearer } = await keyOf(site)
    expect((await access.open().query('usage.get', {}, bearer)).status).toBe(200)
    expect((await site.mutate('apiKeys.revoke', { keyId })).data.state).toBe('revoked')
    const refused = await access.open().query('usage.get', {}, bearer)
    expect(codeOf(refused)).toEqual([401, 'KEY_REVOKED'])
    expect(refused.error?.data.nextStep).toMatch(/new one/)
    // Public reads too: a program that still uses it should notice.
    expect(codeOf(await access.open().query('faucet.getInfo', undefined, bearer))).toEqual([
      401,
      'KEY_REVOKED',
    ])
  })

  test('an expired key is refused', async () => {
    const { bearer } = await keyOf(await access.signedIn(), {
      expiresAt: new Date(START_MS + 1000).toISOString(),
    })
    expect((await access.open().query('usage.get', {}, bearer)).status).toBe(200)
    access.setTime(START_MS + 1000)
    expect(codeOf(await access.open().query('usage.get', {}, bearer))).toEqual([401, 'KEY_PAST'])
    access.setTime(START_MS)
  })

  test('a key without the scope is refused, and named what it needs', async () => {
    const { bearer } = await keyOf(await access.signedIn(), { scopes: ['jobs'] })
    const refused = await access.open().query('usage.get', {}, bearer)
    expect(codeOf(refused)).toEqual([403, 'KEY_SCOPE_MISSING'])
    expect(refused.error?.data.details).toEqual({ need: 'read', have: 'jobs' })
    const reading = await keyOf(await access.signedIn(), { scopes: ['read'] })
    // Not even what a signature alone would authorise: a key does what its scopes say.
    expect(codeOf(await access.open().mutate('jobs.cancel', {}, reading.bearer))).toEqual([
      403,
      'KEY_SCOPE_MISSING',
    ])
  })

  test('a key makes and ends no keys', async () => {
    const site = await access.signedIn()
    const { keyId, bearer } = await keyOf(site, { scopes: ['read', 'jobs', 'leases', 'webhooks'] })
    const program = access.open()
    for (const [path, input] of [
      ['apiKeys.create', { name: 'x', scopes: ['read'] }],
      ['apiKeys.revoke', { keyId }],
    ] as const)
      expect(codeOf(await program.mutate(path, input, bearer))).toEqual([401, 'SESSION_REQUIRED'])
  })

  test('a key of somebody else is not found, and stays', async () => {
    const { keyId, bearer } = await keyOf(await access.signedIn(ada))
    const refused = await (await access.signedIn(bob)).mutate('apiKeys.revoke', { keyId })
    expect(codeOf(refused)).toEqual([404, 'NOT_FOUND'])
    expect((await access.open().query('usage.get', {}, bearer)).status).toBe(200)
  })

  test('a guessed secret, or half a key, is no key', async () => {
    const { key } = await keyOf(await access.signedIn())
    const guessed = `${key.slice(0, -43)}${'A'.repeat(43)}`
    for (const authorization of [
      `Bearer ${guessed}`,
      `Bearer ${key.slice(0, -1)}`,
      `Basic ${key}`,
      key,
      'Bearer',
    ]) {
      const refused = await access.open().query('faucet.getInfo', undefined, { authorization })
      expect(codeOf(refused)).toEqual([401, 'KEY_INVALID'])
    }
  })

  test('a key in the address is refused, for logs keep addresses', async () => {
    const { key } = await keyOf(await access.signedIn())
    for (const path of [`usage.get?api_key=${key}`, `usage.get?input=%7B%22x%22%3A%22${key}%22%7D`])
      expect(codeOf(await access.open().query(path))).toEqual([400, 'KEY_IN_URL'])
  })

  test('an account has fifty at one time', async () => {
    const site = await access.signedIn(privateKeyToAccount(`0x${'c3'.repeat(32)}`))
    const answers = []
    for (let index = 0; index < 51; index++)
      answers.push(await site.mutate('apiKeys.create', { name: `key ${index}`, scopes: ['read'] }))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(50)
    expect(answers.slice(-1).map(codeOf)).toEqual([[409, 'KEY_TOO_MANY']])
  })
})

describe('an idempotency key', () => {
  const once = (key: string) => ({ 'idempotency-key': key })

  test('makes a request that comes again one request, with one answer', async () => {
    const site = await access.signedIn()
    const headers = once('3f0c9f5e-1111-4222-8333-000000000001')
    const input = { name: 'once', scopes: ['read'] }
    const first = await site.mutate('apiKeys.create', input, headers)
    const again = await site.mutate('apiKeys.create', input, headers)
    expect(again.data).toEqual(first.data)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    const together = await Promise.all(
      Array.from({ length: 5 }, () =>
        site.mutate('apiKeys.create', input, once('3f0c9f5e-1111-4222-8333-000000000002')),
      ),
    )
    expect(new Set(together.map(({ data }) => data.key)).size).toBe(1)
    // The answer lost on the way to the disk, as by a crash: done again, it makes the very same key.
    await access.api.context.pool.query('UPDATE idempotency SET answer = NULL, status = NULL')
    const redone = await site.mutate('apiKeys.create', input, headers)
    expect(redone.headers.get('idempotent-replayed')).toBeNull()
    expect(redone.data).toEqual(first.data)
    const listed = (await site.query('apiKeys.find', { limit: 100 })).data.items as { name: string }[]
    expect(listed.filter(({ name }) => name === 'once')).toHaveLength(2)
  })

  test('with another request is refused', async () => {
    const site = await access.signedIn()
    const headers = once('3f0c9f5e-1111-4222-8333-000000000003')
    await site.mutate('apiKeys.create', { name: 'a', scopes: ['read'] }, headers)
    const refused = await site.mutate('apiKeys.create', { name: 'b', scopes: ['read'] }, headers)
    expect(codeOf(refused)).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
  })

  test('is each caller’s own', async () => {
    const headers = once('3f0c9f5e-1111-4222-8333-000000000004')
    const input = { name: 'mine', scopes: ['read'] }
    const [first, second] = [await access.signedIn(ada), await access.signedIn(bob)]
    const one = await first.mutate('apiKeys.create', input, headers)
    const two = await second.mutate('apiKeys.create', input, headers)
    expect(two.status).toBe(200)
    expect(two.data.keyId).not.toBe(one.data.keyId)
  })

  test('that can be guessed is refused', async () => {
    const site = await access.signedIn()
    const refused = await site.mutate('apiKeys.create', { name: 'a', scopes: ['read'] }, once('1'))
    expect(codeOf(refused)).toEqual([400, 'IDEMPOTENCY_KEY_INVALID'])
  })
})

test('a dump of the database holds neither keys nor tokens nor idempotency keys (stolen backup)', async () => {
  const site = await access.signedIn()
  const idempotencyKey = '3f0c9f5e-1111-4222-8333-0000000000aa'
  const { data } = await site.mutate(
    'apiKeys.create',
    { name: 'canary', scopes: ['read'] },
    { 'idempotency-key': idempotencyKey },
  )
  const secret = String(data.key).slice(-43)
  const token = site.jar.get('__Host-n3_session') ?? ''
  const tables = await access.api.context.pool.query<{ name: string }>(
    "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'",
  )
  let dump = ''
  for (const { name } of tables.rows) {
    const { rows } = await access.api.context.pool.query<{ row: string }>(
      `SELECT t::text AS row FROM ${name} t`,
    )
    dump += rows.map(({ row }) => row).join('\n')
  }
  expect(dump).toContain('canary')
  for (const [kept, text] of Object.entries({ secret, token, idempotencyKey })) {
    expect(text.length, kept).toBeGreaterThan(30)
    for (const form of [
      text,
      Buffer.from(text).toString('hex'),
      Buffer.from(text, 'base64url').toString('hex'),
    ])
      expect(dump.includes(form), kept).toBe(false)
  }
  expect(dump).toContain(createHash('sha256').update(token).digest('hex'))
})
