import { once } from 'node:events'
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { join } from 'node:path'
import { nodeBackend } from '@network3/clsc/backend-node'
import { createBundle, verifyBundle } from '@network3/clsc/bundle'
import { createDomain } from '@network3/clsc/domain'
import { combineShares, commitToIssue, issueShare } from '@network3/clsc/issuing'
import { signcrypt } from '@network3/clsc/signcrypt'
import { unsigncrypt } from '@network3/clsc/unsigncrypt'
import { encodeUserSecret } from '@network3/clsc/user-key'
import { isAppError } from '@network3/core/app-error'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadIdentity } from './identity/identity.ts'
import { tlsOptions } from './peers/peer-server.ts'
import { createSealKey, readSealKeyFile } from './seal/seal-key.ts'
import { setUpNode } from './setup/set-up-kgc.ts'
import type { ActiveShare } from './share/share-record.ts'
import { completeKey } from './testing/complete-key.ts'
import { type KgcCluster, startKgcCluster } from './testing/kgc-cluster.ts'
import { readShare } from './testing/read-share.ts'
import { requestKey } from './testing/request-key.ts'

let kgc: KgcCluster
const all = [1, 2, 3, 4]
beforeAll(async () => {
  kgc = await startKgcCluster(4, { LOG_LEVEL: 'trace' })
})
afterAll(() => kgc?.stop())

const restartAll = async (): Promise<void> => {
  const starts = await Promise.all(all.map((number) => kgc.restart(number)))
  expect(starts.map(({ ended }) => ended)).toEqual([false, false, false, false])
}
const shares = (): ActiveShare[] => all.map((number) => readShare(kgc.node(number)))
const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'issued',
    (error: unknown) => (isAppError(error) ? { code: error.code, cause: error.cause } : error),
  )

describe('four processes', () => {
  test('agree on one key, and what they issue seals and opens messages', async () => {
    const domain = createDomain(kgc.masterPublicKey, nodeBackend)
    const client = kgc.client()
    const forAlice = await requestKey(kgc.masterPublicKey)
    const forBob = await requestKey(kgc.masterPublicKey)
    const alice = completeKey(forAlice, await client.issue(forAlice))
    const bob = completeKey(forBob, await client.issue(forBob))
    const peer = verifyBundle(domain, createBundle(domain, bob), { id: bob.publicKey.id, atMs: Date.now() })
    const message = signcrypt(domain, new TextEncoder().encode('hello'), {
      sender: alice,
      recipients: [peer],
    })
    const policy = { kind: 'stored', arrivedAtMs: Date.now(), isRevoked: () => false } as const
    const opened = unsigncrypt(domain, message, { keys: [bob], policy })
    expect(opened.ok && new TextDecoder().decode(opened.plaintext)).toBe('hello')
    expect(new Set(shares().map(({ publicHash }) => publicHash)).size).toBe(1)
  })

  test('hold too little to mint: the shares of two nodes, stolen, sign nothing', () => {
    const domain = createDomain(kgc.masterPublicKey, nodeBackend)
    const stolen = shares().slice(0, 2)
    const nodes = stolen.map(({ share }) => ({ share, ...commitToIssue(share) }))
    const issuer = stolen[0]?.issuer
    if (issuer === undefined) throw new Error('no share')
    const wanted = { id: new Uint8Array([1]), epoch: 1, userPoint: kgc.masterPublicKey }
    const commitments = nodes.map(({ commitment }) => commitment)
    expect(() =>
      nodes.map(({ share, nonces }) => issueShare(issuer, share, nonces, commitments, wanted)),
    ).toThrow()
    // Not even pretending that two were enough.
    const pretended = { ...issuer, signers: { min: 2, max: 4 } }
    const forged = nodes.map(({ share, nonces }) => issueShare(pretended, share, nonces, commitments, wanted))
    expect(() => combineShares(domain, pretended, commitments, forged, wanted)).toThrow()
  })

  test('refuse a second key for a name, also after they were started again', async () => {
    const client = kgc.client()
    const first = await requestKey(kgc.masterPublicKey)
    await client.issue(first)
    const second = await requestKey(kgc.masterPublicKey, { account: first.account })
    const refused = { code: 'KGC_REFUSED', cause: { code: 'KEY_BOUND' } }
    expect(await refusalOf(client.issue(second))).toMatchObject(refused)
    await Promise.all(all.map((number) => kgc.node(number).kill()))
    await restartAll()
    expect(await refusalOf(client.issue(second))).toMatchObject(refused)
    await client.issue(first)
  })

  test('do not start when the guard was deleted, and say why', async () => {
    const node = kgc.node(2)
    expect(await node.stop()).toBe(0)
    renameSync(join(node.dataDir, 'guard.log'), join(node.dataDir, 'guard.kept'))
    const start = await kgc.restart(2)
    expect(start).toMatchObject({ ended: true, code: 1 })
    expect(start.ended && start.log).toMatch(/guard\.log is missing.*does not start/)
    const head = join(node.dataDir, 'guard.head')
    renameSync(head, `${head}.kept`)
    expect(await kgc.restart(2)).toMatchObject({ ended: true, code: 1 })
    renameSync(`${head}.kept`, head)
    renameSync(join(node.dataDir, 'guard.kept'), join(node.dataDir, 'guard.log'))
    expect((await kgc.restart(2)).ended).toBe(false)
  })

  test('keep every binding they answered for when they are killed while they issue', async () => {
    const client = kgc.client()
    const requests = await Promise.all(Array.from({ length: 12 }, () => requestKey(kgc.masterPublicKey)))
    const answered: string[] = []
    const issuing = requests.map((request) =>
      client.issue(request).then(
        () => void answered.push(request.name),
        () => {},
      ),
    )
    await waitUntil('something was issued', () => answered.length > 0)
    await Promise.all(all.map((number) => kgc.node(number).kill()))
    await Promise.all(issuing)
    await restartAll()
    const guards = all.map((number) => readFileSync(join(kgc.node(number).dataDir, 'guard.log'), 'utf8'))
    for (const name of answered)
      expect(
        guards.filter((guard) => guard.includes(`"bind","name":"${name}"`)).length,
      ).toBeGreaterThanOrEqual(3)
    for (const request of requests) await client.issue(request)
  })

  test('refresh their shares when one is told to, and keep the key', async () => {
    const before = shares()
    kgc.node(3).signal('SIGUSR2')
    await waitUntil('all have new shares', () => shares().every(({ record }) => record.version === 2))
    const after = shares()
    for (const [index, share] of after.entries()) {
      expect(share.record.commitments[0]).toBe(before[index]?.record.commitments[0])
      expect(share.record.signingShare).not.toBe(before[index]?.record.signingShare)
    }
    const request = await requestKey(kgc.masterPublicKey)
    completeKey(request, await kgc.client().issue(request))
    // Stolen before, one share; stolen after, two: together they are worth nothing.
    const [old, ...fresh] = [before[0], after[1], after[2]].flatMap((share) => share ?? [])
    if (old === undefined || fresh[0] === undefined) throw new Error('no share')
    const { issuer } = fresh[0]
    const nodes = [old, ...fresh].map(({ share }) => ({ share, ...commitToIssue(share) }))
    const wanted = { id: new Uint8Array([1]), epoch: 1, userPoint: kgc.masterPublicKey }
    const commitments = nodes.map(({ commitment }) => commitment)
    const signed = nodes.map(({ share, nonces }) => issueShare(issuer, share, nonces, commitments, wanted))
    const domain = createDomain(kgc.masterPublicKey, nodeBackend)
    expect(combineShares(domain, issuer, commitments, signed, wanted)).toEqual({
      ok: false,
      cheaters: [old.share.identifier],
    })
  })

  test('write no secret into logs or, unsealed, into files', async () => {
    const request = await requestKey(kgc.masterPublicKey)
    const { partialKey } = await kgc.client().issue(request)
    const secrets = [
      ...shares().map(({ share }) => share.signingShare),
      partialKey.secret,
      encodeUserSecret(request.userSecret),
    ].map((bytes) => Buffer.from(bytes))
    const sealKeys = all.map((number) => readFileSync(kgc.node(number).sealKeyFile, 'utf8').trim())
    const places = all.flatMap((number) => {
      const { dataDir } = kgc.node(number)
      const files = readdirSync(dataDir).filter((file) => file !== 'seal.key')
      return [Buffer.from(kgc.node(number).log()), ...files.map((file) => readFileSync(join(dataDir, file)))]
    })
    expect(places.length).toBeGreaterThan(16)
    for (const place of places) {
      for (const secret of secrets)
        for (const form of [secret, secret.toString('hex'), secret.toString('base64'), secret.toReversed()])
          expect(place.includes(form as Buffer)).toBe(false)
      for (const key of sealKeys) expect(place.includes(key)).toBe(false)
    }
  })

  test('talk to the nodes of the roster alone', async () => {
    const board = (key: { dataDir: string; sealKeyFile: string } | undefined) =>
      new Promise<string>((resolve) => {
        const port = /"peerPort":(\d+)/.exec(kgc.node(1).log())?.[1]
        const identity =
          key === undefined
            ? {}
            : tlsOptions(
                loadIdentity(key.dataDir, createSealKey(readSealKeyFile(key.sealKeyFile), key.dataDir)),
              )
        const asked = httpsRequest(
          { host: '127.0.0.1', port, path: '/v1/board', rejectUnauthorized: false, ...identity },
          (response) => resolve(String(response.statusCode)),
        )
        asked.once('error', () => resolve('refused'))
        asked.end()
      })
    expect(await board(undefined)).toBe('refused')
    expect(await board(setUpNode(join(kgc.folder, 'stranger')))).toBe('refused')
    expect(await board(kgc.node(2))).toBe('200')
    rmSync(join(kgc.folder, 'stranger'), { recursive: true })
  })

  test('refuse what is malformed, too large, unknown or too much, with a reason', async () => {
    const { url } = kgc.node(4)
    const ask = async (path: string, body?: string): Promise<string> => {
      const response = await fetch(url + path, body === undefined ? {} : { method: 'POST', body })
      const answer = (await response.json()) as { error: { code: string } }
      return `${response.status} ${answer.error.code}`
    }
    expect(await ask('/v1/shares', '{')).toBe('400 MALFORMED')
    expect(await ask('/v1/shares', '{"requestId":"0x00"}')).toBe('400 MALFORMED')
    expect(await ask('/v1/commitments', JSON.stringify({ more: 'x' }))).toBe('400 MALFORMED')
    expect(await ask('/v1/commitments', `"${'x'.repeat(20_000)}"`)).toBe('413 BODY_TOO_LARGE')
    expect(await ask('/v1/elsewhere')).toBe('404 NOT_FOUND')
    await kgc.node(4).kill()
    await kgc.restart(4, { KGC_REQUESTS_PER_MINUTE: '2' })
    expect(await ask('/v1/shares', '{')).toBe('400 MALFORMED')
    expect(await ask('/v1/shares', '{')).toBe('400 MALFORMED')
    expect(await ask('/v1/shares', '{')).toBe('429 RATE_LIMITED')
  })

  test('tell their health, and end in order on SIGTERM', async () => {
    const node = kgc.node(1)
    const ready = await fetch(`${node.healthUrl}/readyz`)
    expect(await ready.json()).toMatchObject({ ready: true, node: 1, shareVersion: 2 })
    const metrics = await (await fetch(`${node.healthUrl}/metrics`)).text()
    expect(metrics).toMatch(/n3_kgc_guard_lines \d+/)
    expect(metrics).not.toMatch(/did:n3/)
    // A peer that has only begun its handshake must not hold the end up.
    const peerPort = Number(/"peerPort":(\d+)/.exec(node.log())?.[1])
    const half = connect(peerPort, '127.0.0.1').on('error', () => {})
    await once(half, 'connect')
    expect(await node.stop()).toBe(0)
    half.destroy()
  })
})
