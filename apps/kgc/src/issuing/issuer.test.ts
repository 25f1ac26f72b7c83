import { nodeBackend } from '@network3/clsc/backend-node'
import { createDomain } from '@network3/clsc/domain'
import { EPOCH_MS } from '@network3/clsc/epoch'
import { dealIssuer, masterPublicKeyOf } from '@network3/clsc/issuing'
import { provePossession } from '@network3/clsc/proof-of-possession'
import { createUserSecret } from '@network3/clsc/user-key'
import { encodeHex } from '@network3/protocol/hex-bytes'
import type { CommitmentRequest } from '@network3/protocol/kgc/messages'
import { parseName } from '@network3/protocol/kgc/name'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Guard } from '../guard/guard.ts'
import { supersedes } from '../guard/guard.ts'
import { createGuardBook } from '../guard/guard-book.ts'
import type { ActiveShare } from '../share/share-record.ts'
import { activate } from '../share/share-record.ts'
import { type RequestOptions, requestKey } from '../testing/request-key.ts'
import { createIssuer, type Issuer, type IssuerDeps } from './issuer.ts'
import { RefusalError } from './refusal-error.ts'

const dealt = dealIssuer({ threshold: 3, nodes: 4 })
const masterPublicKey = masterPublicKeyOf(dealt.issuer)
const domain = createDomain(masterPublicKey, nodeBackend)
const today = 20_000
const morning = today * EPOCH_MS + 1_000

function shareOf(node: number, version = 1): ActiveShare {
  return activate({
    ...{ kind: 'generation', version, node, nodes: 4, madeAt: 0, guardId: '0'.repeat(32) },
    ...{ hello: '0'.repeat(64), session: '0'.repeat(64) },
    commitments: dealt.issuer.commitments.map((bytes) => Buffer.from(bytes).toString('hex')),
    signingShare: Buffer.from(dealt.shares[node - 1]?.signingShare ?? []).toString('hex'),
  })
}

/** The guard without its disk: the same book, the same answers. */
function createMemoryGuard(): Guard {
  const book = createGuardBook()
  return {
    guardId: '',
    count: () => 0,
    ...{ boundPoint: book.boundPoint, grantOf: book.grantOf, oldestEpoch: book.oldestEpoch },
    bind: async ({ name, epoch, point }, grant) => {
      const bound = book.boundPoint(name, epoch)
      if (bound !== undefined && bound !== point) return 'other-point'
      if (grant !== undefined && !supersedes(book.grantOf(name), grant)) return 'grant-superseded'
      if (grant !== undefined) book.apply({ kind: 'grant', ...grant })
      book.apply({ kind: 'bind', name, epoch, point })
      return 'bound'
    },
    close: async () => {},
  }
}

let nowMs = morning
let active: IssuerDeps['active']
let walletLimit = () => {}
let directory: IssuerDeps['directory']
let verifyByContract: IssuerDeps['verifyByContract']
let issuers: Issuer[]
beforeEach(() => {
  nowMs = morning
  walletLimit = () => {}
  directory = undefined
  verifyByContract = undefined
  const shares = [1, 2, 3].map((node) => shareOf(node))
  active = () => undefined
  issuers = shares.map((share, index) =>
    createIssuer({
      ...{ me: index + 1, chainId: 31337, guard: createMemoryGuard(), nowMs: () => nowMs },
      active: () => active() ?? { share, domain },
      directory: {
        refusalFor: async (...args) => directory?.refusalFor(...args),
        refresh: async () => {},
        explain: () => undefined,
      },
      verifyByContract: (...args) => verifyByContract?.(...args) ?? Promise.resolve(false),
      limitWallet: () => walletLimit(),
    }),
  )
})

type Made = Awaited<ReturnType<typeof requestKey>>
function commit(issuer: Issuer | undefined, made: Made, changes: Partial<CommitmentRequest> = {}) {
  if (issuer === undefined) throw new Error('no issuer')
  const name = parseName(made.name)
  if (name === undefined) throw new Error('no name')
  const nonce = Uint8Array.fromHex(issuer.createNonce().nonce.slice(2))
  const id = new TextEncoder().encode(made.name)
  const proof = provePossession(domain, { id, epoch: made.epoch }, made.userSecret, nonce)
  const { userPoint } = made.userSecret
  return issuer.commit({ name, epoch: made.epoch, userPoint, nonce, proof, grant: made.grant, ...changes })
}
async function play(made: Made) {
  const answers = await Promise.all(issuers.map((issuer) => commit(issuer, made)))
  const commitments = answers.map(({ commitment }) => decode(commitment))
  return { answers, commitments }
}
const decode = ({ node, hiding, binding }: { node: number; hiding: string; binding: string }) => ({
  ...{ node, hiding: Uint8Array.fromHex(hiding.slice(2)), binding: Uint8Array.fromHex(binding.slice(2)) },
})
const request = (options: RequestOptions = {}) => requestKey(masterPublicKey, { epoch: today, ...options })
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'served',
    (error: unknown) => (error instanceof RefusalError ? error.code : String(error)),
  )
const requestIdOf = (text: string | undefined) => Uint8Array.fromHex(text?.slice(2) ?? '')

describe('round one', () => {
  test('serves a wallet that holds the key it asks for', async () => {
    expect(await refusal(commit(issuers[0], await request()))).toBe('served')
  })

  test('takes a nonce once, and only its own', async () => {
    const made = await request()
    const nonce = Uint8Array.fromHex(issuers[0]?.createNonce().nonce.slice(2) ?? '')
    const id = new TextEncoder().encode(made.name)
    const proof = provePossession(domain, { id, epoch: today }, made.userSecret, nonce)
    expect(await refusal(commit(issuers[0], made, { nonce, proof }))).toBe('served')
    expect(await refusal(commit(issuers[0], made, { nonce, proof }))).toBe('NONCE_UNKNOWN')
    expect(await refusal(commit(issuers[1], made, { nonce, proof }))).toBe('NONCE_UNKNOWN')
  })

  test('uses a nonce up even when the proof fails, and forgets it after a minute', async () => {
    const made = await request()
    const nonce = Uint8Array.fromHex(issuers[0]?.createNonce().nonce.slice(2) ?? '')
    const id = new TextEncoder().encode(made.name)
    const proof = provePossession(domain, { id, epoch: today }, made.userSecret, nonce)
    expect(await refusal(commit(issuers[0], made, { nonce, proof: proof.with(40, 1) as never }))).toBe(
      'PROOF_INVALID',
    )
    expect(await refusal(commit(issuers[0], made, { nonce, proof }))).toBe('NONCE_UNKNOWN')
    const late = Uint8Array.fromHex(issuers[0]?.createNonce().nonce.slice(2) ?? '')
    nowMs += 61_000
    expect(await refusal(commit(issuers[0], made, { nonce: late }))).toBe('NONCE_UNKNOWN')
  })

  test("refuses another wallet's signature, another chain's, and a grant for another key", async () => {
    const stranger = privateKeyToAccount(generatePrivateKey())
    expect(await refusal(commit(issuers[0], await request({ signer: stranger })))).toBe('GRANT_INVALID')
    expect(await refusal(commit(issuers[0], await request({ chainId: 1 })))).toBe('GRANT_INVALID')
    const made = await request()
    const other = await request({ account: made.account })
    expect(await refusal(commit(issuers[0], made, { grant: other.grant }))).toBe('GRANT_INVALID')
  })

  test('refuses a grant over 90 days, one of other days, and none at all', async () => {
    expect(await refusal(commit(issuers[0], await request({ toEpoch: today + 89 })))).toBe('served')
    expect(await refusal(commit(issuers[0], await request({ toEpoch: today + 90 })))).toBe('GRANT_TOO_LONG')
    expect(await refusal(commit(issuers[0], await request({ toEpoch: today - 1 })))).toBe('GRANT_TOO_LONG')
    const past = await request({ fromEpoch: today - 5, toEpoch: today - 1 })
    expect(await refusal(commit(issuers[0], past))).toBe('GRANT_OUTSIDE')
    expect(await refusal(commit(issuers[0], await request(), { grant: undefined }))).toBe('GRANT_MISSING')
  })

  test('asks a contract account, and serves nobody when the chain cannot be asked', async () => {
    const made = await request({ signer: privateKeyToAccount(generatePrivateKey()) })
    verifyByContract = async (address) => address === made.account.address.toLowerCase()
    expect(await refusal(commit(issuers[0], made))).toBe('served')
    verifyByContract = () => Promise.reject(new Error('down'))
    expect(await refusal(commit(issuers[0], made))).toBe('CHAIN_UNREACHABLE')
  })

  test('issues for today, for tomorrow only in the last quarter, and for no other day', async () => {
    for (const epoch of [today - 1, today + 1, today + 2])
      expect(await refusal(commit(issuers[0], await request({ epoch })))).toBe('EPOCH_NOT_ISSUED')
    nowMs = today * EPOCH_MS + 0.75 * EPOCH_MS
    expect(await refusal(commit(issuers[0], await request({ epoch: today + 1 })))).toBe('served')
    expect(await refusal(commit(issuers[0], await request({ epoch: today + 2 })))).toBe('EPOCH_NOT_ISSUED')
  })

  test('counts against a wallet only what is proven to be its own', async () => {
    walletLimit = () => {
      throw new RefusalError('RATE_LIMITED')
    }
    const stranger = await request({ signer: privateKeyToAccount(generatePrivateKey()) })
    expect(await refusal(commit(issuers[0], stranger))).toBe('GRANT_INVALID')
    expect(await refusal(commit(issuers[0], await request()))).toBe('RATE_LIMITED')
  })

  test('says what KeyDirectory has against it', async () => {
    directory = { refusalFor: async () => 'KEY_REVOKED', refresh: async () => {}, explain: () => undefined }
    expect(await refusal(commit(issuers[0], await request()))).toBe('KEY_REVOKED')
  })
})

describe('round two', () => {
  test('signs once for a request, binds its key, and refuses another one', async () => {
    const made = await request()
    const { answers, commitments } = await play(made)
    const requestId = requestIdOf(answers[0]?.requestId)
    expect(await refusal(issuers[0]?.sign({ requestId, commitments }) ?? Promise.reject())).toBe('served')
    expect(await refusal(issuers[0]?.sign({ requestId, commitments }) ?? Promise.reject())).toBe(
      'REQUEST_UNKNOWN',
    )
    const second = await request({ account: made.account, fromEpoch: today })
    expect(await refusal(commit(issuers[0], second))).toBe('KEY_BOUND')
    const again = await request({ account: made.account, userSecret: made.userSecret })
    expect(await refusal(commit(issuers[0], again, { grant: undefined }))).toBe('served')
  })

  test('renews the same key within the grant without the wallet, and no other key', async () => {
    const made = await request()
    const { answers, commitments } = await play(made)
    await issuers[0]?.sign({ requestId: requestIdOf(answers[0]?.requestId), commitments })
    nowMs = (today + 1) * EPOCH_MS + 1
    const renewal = { ...made, epoch: today + 1 }
    expect(await refusal(commit(issuers[0], renewal, { grant: undefined }))).toBe('served')
    const other = { ...renewal, userSecret: createUserSecret(domain) }
    expect(await refusal(commit(issuers[0], other, { grant: undefined }))).toBe('GRANT_MISSING')
    nowMs = (today + 90) * EPOCH_MS + 1
    expect(await refusal(commit(issuers[0], { ...made, epoch: today + 90 }, { grant: undefined }))).toBe(
      'GRANT_MISSING',
    )
  })

  test('of two keys that race for a name, the second is refused after round one too', async () => {
    const made = await request()
    const rival = await request({ account: made.account })
    const [first, second] = [await play(made), await play(rival)]
    const signed = { requestId: requestIdOf(first.answers[0]?.requestId), commitments: first.commitments }
    expect(await refusal(issuers[0]?.sign(signed) ?? Promise.reject())).toBe('served')
    const late = { requestId: requestIdOf(second.answers[0]?.requestId), commitments: second.commitments }
    expect(await refusal(issuers[0]?.sign(late) ?? Promise.reject())).toBe('KEY_BOUND')
  })

  test('refuses too few, repeated, foreign or unknown commitments', async () => {
    const made = await request()
    const odd = [
      (list: ReturnType<typeof decode>[]) => list.slice(0, 2),
      (list: ReturnType<typeof decode>[]) => [...list.slice(0, 2), ...list.slice(0, 1)],
      (list: ReturnType<typeof decode>[]) =>
        list.map((one, index) => (index === 0 ? { ...one, node: 4 } : one)),
      (list: ReturnType<typeof decode>[]) =>
        list.map((one, index) => (index === 2 ? { ...one, node: 9 } : one)),
      (list: ReturnType<typeof decode>[]) =>
        list.map((one, index) => (index === 0 ? { ...one, hiding: one.binding } : one)),
      (list: ReturnType<typeof decode>[]) =>
        list.map((one, index) => (index === 2 ? { ...one, hiding: new Uint8Array(32) } : one)),
    ]
    for (const change of odd) {
      const { answers, commitments } = await play(made)
      const sent = { requestId: requestIdOf(answers[0]?.requestId), commitments: change(commitments) }
      expect(await refusal(issuers[0]?.sign(sent) ?? Promise.reject())).toBe('COMMITMENTS_INVALID')
    }
  })

  test('forgets a request after half a minute, and when the shares were refreshed', async () => {
    const made = await request()
    const first = await play(made)
    nowMs += 31_000
    const late = { requestId: requestIdOf(first.answers[0]?.requestId), commitments: first.commitments }
    expect(await refusal(issuers[0]?.sign(late) ?? Promise.reject())).toBe('REQUEST_UNKNOWN')
    const second = await play(made)
    const refreshed = shareOf(1, 2)
    active = () => ({ share: refreshed, domain })
    const sent = { requestId: requestIdOf(second.answers[0]?.requestId), commitments: second.commitments }
    expect(await refusal(issuers[0]?.sign(sent) ?? Promise.reject())).toBe('SHARES_REFRESHED')
  })

  test('asks the chain again before it signs', async () => {
    const { answers, commitments } = await play(await request())
    directory = {
      refusalFor: async () => 'GENERATION_ENDED',
      refresh: async () => {},
      explain: () => undefined,
    }
    const sent = { requestId: requestIdOf(answers[0]?.requestId), commitments }
    expect(await refusal(issuers[0]?.sign(sent) ?? Promise.reject())).toBe('GENERATION_ENDED')
  })
})

test('request ids and nonces are fresh', () => {
  expect(issuers[0]?.createNonce().nonce).not.toBe(issuers[0]?.createNonce().nonce)
  expect(encodeHex(new Uint8Array([0, 255]))).toBe('0x00ff')
})
