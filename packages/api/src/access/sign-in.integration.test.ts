import type { Address, Hex } from '@network3/core/hex'
import { startAnvil } from '@network3/testing/anvil'
import { concatHex, getAddress, getContractAddress, serializeErc6492Signature } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  type AccessSite,
  ada,
  bob,
  codeOf,
  MINUTE_MS,
  START_MS,
  startAccessSite,
} from './testing/start-access-site.ts'
import { hashToken } from './tokens.ts'

const DAY_MS = 86_400_000

let access: AccessSite
beforeAll(async () => {
  access = await startAccessSite()
})
afterAll(() => access.stop())
afterEach(() => access.setTime(START_MS))

describe('signing in with a wallet', () => {
  test('gives a session that says who it is, until it is ended', async () => {
    const site = access.open()
    expect((await site.query('session.get')).data).toEqual({})
    const { data, headers } = await site.signIn(ada)
    expect(data).toEqual({
      account: ada.address,
      expiresAt: new Date(START_MS + 7 * 86_400_000).toISOString(),
    })
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
    const [one, two, other] = [await access.signedIn(), await access.signedIn(), await access.signedIn(bob)]
    await one.mutate('session.signOut', { everywhere: true })
    expect((await two.query('session.get')).data).toEqual({})
    expect((await other.query('session.get')).data).toMatchObject({ account: bob.address })
  })

  test('a session ends after a day without use (browser left behind, cookie stolen and kept), for good', async () => {
    const site = await access.signedIn()
    access.setTime(START_MS + DAY_MS)
    expect((await site.query('session.get')).data).toEqual({})
    expect(codeOf(await site.query('apiKeys.find', {}))).toEqual([401, 'SESSION_REQUIRED'])
    // Asking did not wake it up.
    access.setTime(START_MS + DAY_MS - 1)
    expect((await site.query('session.get')).data).toMatchObject({ account: ada.address })
  })

  test('a session in use ends after a week all the same, and writes that it is used once in five minutes', async () => {
    const site = await access.signedIn()
    const hash = Buffer.from(hashToken(site.jar.get('__Host-n3_session') ?? '').slice(2), 'hex')
    const seen = async () => {
      const text = 'SELECT seen_at FROM session WHERE token_hash = $1'
      const { rows } = await access.api.context.pool.query<{ seen_at: Date }>(text, [hash])
      return rows[0]?.seen_at.getTime() ?? 0
    }
    for (const [passed, noted] of [
      [5 * MINUTE_MS - 1, 0],
      [5 * MINUTE_MS, 5 * MINUTE_MS],
      [10 * MINUTE_MS - 1, 5 * MINUTE_MS],
    ] as const) {
      access.setTime(START_MS + passed)
      await site.query('session.get')
      expect((await seen()) - START_MS).toBe(noted)
    }
    for (let half = 1; half < 14; half++) {
      access.setTime(START_MS + (half * DAY_MS) / 2)
      expect((await site.query('session.get')).data).toMatchObject({ account: ada.address })
    }
    access.setTime(START_MS + 7 * DAY_MS)
    expect((await site.query('session.get')).data).toEqual({})
  })

  test('a nonce is good once (replayed message)', async () => {
    const site = access.open()
    const { data } = await site.mutate('session.getNonce')
    const signed = await site.signedMessage(ada, String(data.nonce))
    const kept = new Map(site.jar)
    expect((await site.mutate('session.signIn', signed)).status).toBe(200)
    for (const [name, value] of kept) site.jar.set(name, value)
    expect(codeOf(await site.mutate('session.signIn', signed))).toEqual([401, 'SIGN_IN_NONCE_INVALID'])
  })

  test('a message signed for one browser does not sign in another (stolen message)', async () => {
    const [victim, thief] = [access.open(), access.open()]
    const { data } = await victim.mutate('session.getNonce')
    await thief.mutate('session.getNonce')
    const signed = await victim.signedMessage(ada, String(data.nonce))
    expect(codeOf(await thief.mutate('session.signIn', signed))).toEqual([401, 'SIGN_IN_NONCE_INVALID'])
  })

  test('a nonce is good for five minutes', async () => {
    const site = access.open()
    const { data } = await site.mutate('session.getNonce')
    const now = START_MS + 5 * MINUTE_MS + 1
    access.setTime(now)
    const signed = await site.signedMessage(ada, String(data.nonce), { issuedAt: new Date(now) })
    expect(codeOf(await site.mutate('session.signIn', signed))).toEqual([401, 'SIGN_IN_NONCE_INVALID'])
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
      const site = access.open()
      const answer = await site.signIn(ada, changes)
      expect(answer.error?.data.code).toBe(code)
      expect(site.jar.has('__Host-n3_session')).toBe(false)
    })
  }

  test('a message signed on another site is refused also when its relay writes that host (forged Host header)', async () => {
    const site = access.open()
    const { data } = await site.mutate('session.getNonce')
    const evil = { domain: 'evil.example', uri: 'https://evil.example' }
    const signed = await site.signedMessage(ada, String(data.nonce), evil)
    const forged = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }
    expect(codeOf(await site.mutate('session.signIn', signed, forged))).toEqual([401, 'SIGN_IN_DOMAIN_WRONG'])
  })

  test('signing in gives a new token, never one that was planted (session fixation)', async () => {
    const site = await access.signedIn(bob)
    const planted = site.jar.get('__Host-n3_session')
    await site.signIn(ada)
    expect(site.jar.get('__Host-n3_session')).not.toBe(planted)
    const attacker = access.open()
    attacker.jar.set('__Host-n3_session', planted ?? '')
    expect((await attacker.query('session.get')).data).toEqual({})
    const chosen = access.open()
    chosen.jar.set('__Host-n3_session', 'chosen-by-the-attacker')
    await chosen.signIn(ada)
    expect(chosen.jar.get('__Host-n3_session')).toMatch(/^[\w-]{43}$/)
  })

  test('a message with lines of its own around it is refused (smuggled fields)', async () => {
    const site = access.open()
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
  let other: AccessSite
  beforeAll(async () => {
    anvil = await startAnvil()
    const setCode = { jsonrpc: '2.0', id: 1, method: 'anvil_setCode', params: [deployed, YES_SAYER] }
    await fetch(anvil.rpcUrl, {
      method: 'POST',
      body: JSON.stringify(setCode),
      headers: { 'content-type': 'application/json' },
    })
    other = await startAccessSite({ rpcUrl: anvil.rpcUrl })
  })
  afterAll(async () => {
    await other?.stop()
    await anvil?.stop()
  })

  const signInAs = async (address: Address, signatureOf: (signature: Hex) => Hex) => {
    const site = other.open()
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
