import { createHash } from 'node:crypto'
import type { Address, Hex } from '@network3/core/hex'
import { startAnvil } from '@network3/testing/anvil'
import { concatHex, getAddress, getContractAddress, serializeErc6492Signature } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApi, type TestApi } from '../testing/create-test-api.ts'
import { type ApiServer, serveApi } from '../testing/serve-api.ts'
import { createSiteClient } from './testing/create-site-client.ts'

const ada = privateKeyToAccount(`0x${'a1'.repeat(32)}`)
const bob = privateKeyToAccount(`0x${'b2'.repeat(32)}`)
const START_MS = Date.UTC(2026, 2, 10, 12, 35)
const MINUTE_MS = 60_000

let now = START_MS
let api: TestApi
let server: ApiServer
beforeAll(async () => {
  api = await createTestApi({ clock: { now: () => now, sleep: () => Promise.resolve() }, empty: true })
  server = await serveApi(api.context)
})
afterAll(async () => {
  await server.stop()
  await api.close()
})

const openSite = () => createSiteClient(server, now)
type Site = ReturnType<typeof openSite>

async function signedIn(account = ada): Promise<Site> {
  const site = openSite()
  expect((await site.signIn(account)).status).toBe(200)
  return site
}

const keyOf = async (site: Site, input: object = {}) => {
  const { data } = await site.mutate('apiKeys.create', { name: 'ci', scopes: ['read'], ...input })
  return { keyId: String(data.keyId), key: String(data.key), bearer: { authorization: `Bearer ${data.key}` } }
}
const codeOf = ({
  status,
  error,
}: {
  status: number
  error: { data: Record<string, unknown> } | undefined
}) => [status, error?.data.code]

describe('signing in with a wallet', () => {
  test('gives a session that says who it is, until it is ended', async () => {
    const site = openSite()
    expect((await site.query('session.get')).data).toEqual({})
    const { data, headers } = await site.signIn(ada)
    expect(data).toEqual({ account: ada.address, expiresAt: new Date(now + 7 * 86_400_000).toISOString() })
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-n3_session=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=604800$/,
    )
    expect((await site.query('session.get')).data).toEqual(data)
    const stolen = new Map(site.jar)
    await site.mutate('session.signOut')
    expect(site.jar.size).toBe(0)
    for (const [name, value] of stolen) site.jar.set(name, value)
    expect((await site.query('session.get')).data).toEqual({})
  })

  test('everywhere ends the sessions of all browsers of the account, and of no other', async () => {
    const [one, two, other] = [await signedIn(), await signedIn(), await signedIn(bob)]
    await one.mutate('session.signOut', { everywhere: true })
    expect((await two.query('session.get')).data).toEqual({})
    expect((await other.query('session.get')).data).toMatchObject({ account: bob.address })
  })

  test('a session ends after a week', async () => {
    const site = await signedIn()
    now += 7 * 86_400_000
    expect((await site.query('session.get')).data).toEqual({})
    now = START_MS
  })

  test('a nonce is good once (replayed message)', async () => {
    const site = openSite()
    const { data } = await site.mutate('session.getNonce')
    const signed = await site.signedMessage(ada, String(data.nonce))
    const kept = new Map(site.jar)
    expect((await site.mutate('session.signIn', signed)).status).toBe(200)
    for (const [name, value] of kept) site.jar.set(name, value)
    expect(codeOf(await site.mutate('session.signIn', signed))).toEqual([401, 'SIGN_IN_NONCE_INVALID'])
  })

  test('a message signed for one browser does not sign in another (stolen message)', async () => {
    const [victim, thief] = [openSite(), openSite()]
    const { data } = await victim.mutate('session.getNonce')
    await thief.mutate('session.getNonce')
    const signed = await victim.signedMessage(ada, String(data.nonce))
    expect(codeOf(await thief.mutate('session.signIn', signed))).toEqual([401, 'SIGN_IN_NONCE_INVALID'])
  })

  test('a nonce is good for five minutes', async () => {
    const site = openSite()
    const { data } = await site.mutate('session.getNonce')
    now += 5 * MINUTE_MS + 1
    const signed = await site.signedMessage(ada, String(data.nonce), { issuedAt: new Date(now) })
    expect(codeOf(await site.mutate('session.signIn', signed))).toEqual([401, 'SIGN_IN_NONCE_INVALID'])
    now = START_MS
  })

  const wrong: [string, object, string][] = [
    ['for the domain of another site (phishing)', { domain: 'evil.example' }, 'SIGN_IN_DOMAIN_WRONG'],
    ['for a page of another site', { uri: 'https://evil.example/' }, 'SIGN_IN_DOMAIN_WRONG'],
    ['for another scheme', { scheme: 'https' }, 'SIGN_IN_DOMAIN_WRONG'],
    ['for another chain', { chainId: 1 }, 'SIGN_IN_CHAIN_WRONG'],
    ['that has expired', { expirationTime: new Date(START_MS - 1) }, 'SIGN_IN_MESSAGE_EXPIRED'],
    ['that is not valid yet', { notBefore: new Date(START_MS + 1) }, 'SIGN_IN_MESSAGE_EXPIRED'],
    ['issued long ago', { issuedAt: new Date(START_MS - 6 * MINUTE_MS) }, 'SIGN_IN_MESSAGE_EXPIRED'],
    ['issued in the future', { issuedAt: new Date(START_MS + 2 * MINUTE_MS) }, 'SIGN_IN_MESSAGE_EXPIRED'],
    ['of an account that did not sign', { address: bob.address }, 'RPC_UNREACHABLE'],
  ]
  for (const [words, changes, code] of wrong) {
    test(`a message ${words} signs nobody in`, async () => {
      const site = openSite()
      const answer = await site.signIn(ada, changes)
      expect(answer.error?.data.code).toBe(code)
      expect(site.jar.has('__Host-n3_session')).toBe(false)
    })
  }

  test('a message signed on another site is refused also when its relay writes that host (forged Host header)', async () => {
    const site = openSite()
    const { data } = await site.mutate('session.getNonce')
    const evil = { domain: 'evil.example', uri: 'https://evil.example' }
    const signed = await site.signedMessage(ada, String(data.nonce), evil)
    const forged = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }
    expect(codeOf(await site.mutate('session.signIn', signed, forged))).toEqual([401, 'SIGN_IN_DOMAIN_WRONG'])
  })

  test('signing in gives a new token, never one that was planted (session fixation)', async () => {
    const site = await signedIn(bob)
    const planted = site.jar.get('__Host-n3_session')
    await site.signIn(ada)
    expect(site.jar.get('__Host-n3_session')).not.toBe(planted)
    const attacker = openSite()
    attacker.jar.set('__Host-n3_session', planted ?? '')
    expect((await attacker.query('session.get')).data).toEqual({})
    const chosen = openSite()
    chosen.jar.set('__Host-n3_session', 'chosen-by-the-attacker')
    await chosen.signIn(ada)
    expect(chosen.jar.get('__Host-n3_session')).toMatch(/^[\w-]{43}$/)
  })

  test('a message with lines of its own around it is refused (smuggled fields)', async () => {
    const site = openSite()
    const { data } = await site.mutate('session.getNonce')
    const { message } = await site.signedMessage(ada, String(data.nonce))
    for (const text of [
      `x\n${message}`,
      `${message}\nURI: https://evil.example`,
      message.replace('\nURI', '\n\nURI'),
    ]) {
      const signature = await ada.signMessage({ message: text })
      expect(codeOf(await site.mutate('session.signIn', { message: text, signature }))).toEqual([
        400,
        'SIGN_IN_MESSAGE_INVALID',
      ])
    }
  })
})

describe('accounts that are contracts', () => {
  /** Answers any ERC-1271 question with yes: PUSH4 magic, SHL by 224, MSTORE, RETURN. */
  const YES_SAYER = '0x631626ba7e60e01b60005260206000f3'
  /** Creation code that leaves it: its 16 bytes are pushed, stored and returned. */
  const CREATION: Hex = `0x6f${YES_SAYER.slice(2)}60005260106010f3`
  /** Deploys what it is sent after a salt, by CREATE2; on every chain of Foundry's. */
  const FACTORY = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
  const SALT: Hex = `0x${'5a'.repeat(32)}`
  const future = getContractAddress({ opcode: 'CREATE2', from: FACTORY, salt: SALT, bytecode: CREATION })
  const deployed = `0x${'1c'.repeat(20)}` as const

  let anvil: Awaited<ReturnType<typeof startAnvil>>
  let other: TestApi
  let otherServer: ApiServer
  beforeAll(async () => {
    anvil = await startAnvil()
    const setCode = { jsonrpc: '2.0', id: 1, method: 'anvil_setCode', params: [deployed, YES_SAYER] }
    await fetch(anvil.rpcUrl, {
      method: 'POST',
      body: JSON.stringify(setCode),
      headers: { 'content-type': 'application/json' },
    })
    const clock = { now: () => START_MS, sleep: () => Promise.resolve() }
    other = await createTestApi({ rpcUrl: anvil.rpcUrl, clock, empty: true })
    otherServer = await serveApi(other.context)
  })
  afterAll(async () => {
    await otherServer?.stop()
    await other?.close()
    await anvil?.stop()
  })

  const signInAs = async (address: Address, signatureOf: (signature: Hex) => Hex) => {
    const site = createSiteClient(otherServer, START_MS)
    const { data } = await site.mutate('session.getNonce')
    const { message, signature } = await site.signedMessage(ada, String(data.nonce), { address })
    return site.mutate('session.signIn', { message, signature: signatureOf(signature) })
  }

  test('sign in by their own word (ERC-1271), before they are deployed too (ERC-6492)', async () => {
    expect((await signInAs(getAddress(deployed), (signature) => signature)).status).toBe(200)
    const data = concatHex([SALT, CREATION])
    const wrapped = await signInAs(future, (signature) =>
      serializeErc6492Signature({ address: FACTORY, data, signature }),
    )
    expect(wrapped.error).toBeUndefined()
    expect(wrapped.data.account).toBe(future)
  })

  test('what is neither a contract nor signed is refused', async () => {
    expect(codeOf(await signInAs(bob.address, (signature) => signature))).toEqual([
      401,
      'SIGN_IN_SIGNATURE_INVALID',
    ])
  })
})

describe('API keys', () => {
  test('are shown once, tell what they may do, and were last used', async () => {
    const site = await signedIn()
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
    now += MINUTE_MS
    const program = openSite()
    const authorization = { authorization: `Bearer ${data.key}` }
    for (let index = 0; index < 3; index++)
      expect((await program.query('usage.get', {}, authorization)).status).toBe(200)
    await api.context.usageCounter.flush()
    const listed = (await site.query('apiKeys.find', {})).data.items as Record<string, unknown>[]
    expect(listed[0]).toMatchObject({ keyId: data.keyId, lastUsedAt: new Date(now).toISOString() })
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
    now = START_MS
  })

  test('a revoked key is refused at once, and says what to do', async () => {
    const site = await signedIn()
    const { keyId, bearer } = await keyOf(site)
    expect((await openSite().query('usage.get', {}, bearer)).status).toBe(200)
    expect((await site.mutate('apiKeys.revoke', { keyId })).data.state).toBe('revoked')
    const refused = await openSite().query('usage.get', {}, bearer)
    expect(codeOf(refused)).toEqual([401, 'KEY_REVOKED'])
    expect(refused.error?.data.nextStep).toMatch(/new one/)
    // Public reads too: a program that still uses it should notice.
    expect(codeOf(await openSite().query('faucet.getInfo', undefined, bearer))).toEqual([401, 'KEY_REVOKED'])
  })

  test('an expired key is refused', async () => {
    const { bearer } = await keyOf(await signedIn(), { expiresAt: new Date(now + 1000).toISOString() })
    expect((await openSite().query('usage.get', {}, bearer)).status).toBe(200)
    now += 1000
    expect(codeOf(await openSite().query('usage.get', {}, bearer))).toEqual([401, 'KEY_PAST'])
    now = START_MS
  })

  test('a key without the scope is refused, and named what it needs', async () => {
    const { bearer } = await keyOf(await signedIn(), { scopes: ['jobs'] })
    const refused = await openSite().query('usage.get', {}, bearer)
    expect(codeOf(refused)).toEqual([403, 'KEY_SCOPE_MISSING'])
    expect(refused.error?.data.details).toEqual({ need: 'read', have: 'jobs' })
    const reading = await keyOf(await signedIn(), { scopes: ['read'] })
    // Not even what a signature alone would authorise: a key does what its scopes say.
    expect(codeOf(await openSite().mutate('jobs.cancel', {}, reading.bearer))).toEqual([
      403,
      'KEY_SCOPE_MISSING',
    ])
  })

  test('a key makes and ends no keys', async () => {
    const site = await signedIn()
    const { keyId, bearer } = await keyOf(site, { scopes: ['read', 'jobs', 'leases', 'webhooks'] })
    const program = openSite()
    for (const [path, input] of [
      ['apiKeys.create', { name: 'x', scopes: ['read'] }],
      ['apiKeys.revoke', { keyId }],
    ] as const)
      expect(codeOf(await program.mutate(path, input, bearer))).toEqual([401, 'SESSION_REQUIRED'])
  })

  test('a key of somebody else is not found, and stays', async () => {
    const { keyId, bearer } = await keyOf(await signedIn(ada))
    const refused = await (await signedIn(bob)).mutate('apiKeys.revoke', { keyId })
    expect(codeOf(refused)).toEqual([404, 'NOT_FOUND'])
    expect((await openSite().query('usage.get', {}, bearer)).status).toBe(200)
  })

  test('a guessed secret, or half a key, is no key', async () => {
    const { key } = await keyOf(await signedIn())
    const guessed = `${key.slice(0, -43)}${'A'.repeat(43)}`
    for (const authorization of [
      `Bearer ${guessed}`,
      `Bearer ${key.slice(0, -1)}`,
      `Basic ${key}`,
      key,
      'Bearer',
    ]) {
      const refused = await openSite().query('faucet.getInfo', undefined, { authorization })
      expect(codeOf(refused)).toEqual([401, 'KEY_INVALID'])
    }
  })

  test('a key in the address is refused, for logs keep addresses', async () => {
    const { key } = await keyOf(await signedIn())
    for (const path of [`usage.get?api_key=${key}`, `usage.get?input=%7B%22x%22%3A%22${key}%22%7D`])
      expect(codeOf(await openSite().query(path))).toEqual([400, 'KEY_IN_URL'])
  })

  test('an account has fifty at one time', async () => {
    const site = await signedIn(privateKeyToAccount(`0x${'c3'.repeat(32)}`))
    const answers = []
    for (let index = 0; index < 51; index++)
      answers.push(await site.mutate('apiKeys.create', { name: `key ${index}`, scopes: ['read'] }))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(50)
    expect(codeOf(answers.at(-1) ?? { status: 0, error: undefined })).toEqual([409, 'KEY_TOO_MANY'])
  })
})

describe('an idempotency key', () => {
  const once = (key: string) => ({ 'idempotency-key': key })

  test('makes a request that comes again one request, with one answer', async () => {
    const site = await signedIn()
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
    await api.context.pool.query('UPDATE idempotency SET answer = NULL, status = NULL')
    const redone = await site.mutate('apiKeys.create', input, headers)
    expect(redone.headers.get('idempotent-replayed')).toBeNull()
    expect(redone.data).toEqual(first.data)
    const listed = (await site.query('apiKeys.find', { limit: 100 })).data.items as { name: string }[]
    expect(listed.filter(({ name }) => name === 'once')).toHaveLength(2)
  })

  test('with another request is refused', async () => {
    const site = await signedIn()
    const headers = once('3f0c9f5e-1111-4222-8333-000000000003')
    await site.mutate('apiKeys.create', { name: 'a', scopes: ['read'] }, headers)
    const refused = await site.mutate('apiKeys.create', { name: 'b', scopes: ['read'] }, headers)
    expect(codeOf(refused)).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
  })

  test('is each caller’s own', async () => {
    const headers = once('3f0c9f5e-1111-4222-8333-000000000004')
    const input = { name: 'mine', scopes: ['read'] }
    const [first, second] = [await signedIn(ada), await signedIn(bob)]
    const one = await first.mutate('apiKeys.create', input, headers)
    const two = await second.mutate('apiKeys.create', input, headers)
    expect(two.status).toBe(200)
    expect(two.data.keyId).not.toBe(one.data.keyId)
  })

  test('that can be guessed is refused', async () => {
    const site = await signedIn()
    const refused = await site.mutate('apiKeys.create', { name: 'a', scopes: ['read'] }, once('1'))
    expect(codeOf(refused)).toEqual([400, 'IDEMPOTENCY_KEY_INVALID'])
  })
})

test('a dump of the database holds neither keys nor tokens nor idempotency keys (stolen backup)', async () => {
  const site = await signedIn()
  const idempotencyKey = '3f0c9f5e-1111-4222-8333-0000000000aa'
  const { data } = await site.mutate(
    'apiKeys.create',
    { name: 'canary', scopes: ['read'] },
    { 'idempotency-key': idempotencyKey },
  )
  const secret = String(data.key).slice(-43)
  const token = site.jar.get('__Host-n3_session') ?? ''
  const tables = await api.context.pool.query<{ name: string }>(
    "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'",
  )
  let dump = ''
  for (const { name } of tables.rows) {
    const { rows } = await api.context.pool.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)
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
