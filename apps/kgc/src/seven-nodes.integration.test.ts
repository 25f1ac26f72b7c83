import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAppError } from '@network3/core/app-error'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { completeKey } from './testing/complete-key.ts'
import { type KgcCluster, startKgcCluster } from './testing/kgc-cluster.ts'
import { requestKey } from './testing/request-key.ts'
import { startTamperProxy } from './testing/tamper-proxy.ts'

let kgc: KgcCluster
const all = [1, 2, 3, 4, 5, 6, 7]
beforeAll(async () => {
  kgc = await startKgcCluster(7)
})
afterAll(() => kgc?.stop())

const bindingsOf = (name: string): number =>
  all.filter((number) =>
    readFileSync(join(kgc.node(number).dataDir, 'guard.log'), 'utf8').includes(`"bind","name":"${name}"`),
  ).length

/** A client that reaches one node only through something that changes what it says. */
async function withProxy<T>(
  number: number,
  tamper: Parameters<typeof startTamperProxy>[1],
  use: (urls: string[]) => Promise<T>,
): Promise<T> {
  const proxy = await startTamperProxy(kgc.node(number).url, tamper)
  try {
    return await use(kgc.urls().map((url, index) => (index + 1 === number ? proxy.url : url)))
  } finally {
    await proxy.close()
  }
}

/** Issues until the node in question was among those asked: which ones are, is left to chance. */
async function issueUntilFault(urls: string[], number: number, timeoutMs = 20_000) {
  for (let round = 0; round < 30; round++) {
    const request = await requestKey(kgc.masterPublicKey)
    const issued = await kgc.client({ urls, timeoutMs }).issue(request)
    completeKey(request, issued)
    const fault = issued.faults.find(({ node }) => node === number)
    if (fault !== undefined) return { fault, faults: issued.faults }
  }
  throw new Error(`Node ${number} was never asked.`)
}

describe('of seven processes', () => {
  test('one that cheats is named, and the key is issued without it', async () => {
    const tamper = (path: string, answer: Record<string, unknown>) =>
      path === '/v1/shares' ? { ...answer, share: `0x01${'00'.repeat(31)}` } : answer
    const { fault, faults } = await withProxy(3, tamper, (urls) => issueUntilFault(urls, 3))
    expect(fault).toMatchObject({ node: 3, code: 'CHEATED' })
    expect(faults).toHaveLength(1)
  })

  test('one that commits to no point, speaks for another, or breaks off is gone round', async () => {
    const lies: [string, (path: string, answer: Record<string, unknown>) => Record<string, unknown>][] = [
      [
        'CHEATED',
        (path, answer) =>
          path === '/v1/commitments'
            ? { ...answer, commitment: { ...(answer.commitment as object), hiding: `0x${'00'.repeat(32)}` } }
            : answer,
      ],
      [
        'CHEATED',
        (path, answer) =>
          path === '/v1/commitments'
            ? { ...answer, commitment: { ...(answer.commitment as object), node: 1 } }
            : answer,
      ],
      ['ANSWER_INVALID', (path, answer) => (path === '/v1/shares' ? { share: 'none' } : answer)],
      [
        'SHARES_REFRESHED',
        (path, answer) => (path === '/v1/commitments' ? { ...answer, shareVersion: 9 } : answer),
      ],
    ]
    for (const [code, tamper] of lies) {
      const { fault } = await withProxy(5, tamper, (urls) => issueUntilFault(urls, 5))
      expect(fault.code).toBe(code)
    }
  })

  test('one that never answers costs time and no key', async () => {
    const never = new Promise<Record<string, unknown>>(() => {})
    const tamper = (path: string, answer: Record<string, unknown>) => (path === '/v1/shares' ? never : answer)
    const { fault } = await withProxy(2, tamper, (urls) => issueUntilFault(urls, 2, 4_000))
    expect(fault).toMatchObject({ node: 2, code: 'TOO_SLOW' })
  })

  test('one that says another public key is believed by nobody', async () => {
    const tamper = (path: string, answer: Record<string, unknown>) => {
      if (path !== '/v1/kgc') return answer
      const commitments = answer.commitments as string[]
      return { ...answer, commitments: [commitments[0], ...commitments.slice(1).reverse()] }
    }
    await withProxy(6, tamper, async (urls) => {
      const request = await requestKey(kgc.masterPublicKey)
      completeKey(request, await kgc.client({ urls }).issue(request))
    })
  })

  test('two killed while keys are issued keep nobody from a key', async () => {
    const client = kgc.client()
    const requests = await Promise.all(Array.from({ length: 10 }, () => requestKey(kgc.masterPublicKey)))
    const issuing = requests.map(async (request, index) => {
      const issued = await client.issue(request)
      if (index === 0) await Promise.all([kgc.node(1).kill(), kgc.node(7).kill()])
      return completeKey(request, issued)
    })
    expect(await Promise.all(issuing)).toHaveLength(10)
    const after = await requestKey(kgc.masterPublicKey)
    completeKey(after, await client.issue(after))
  })

  test('three killed: a clear error, nothing half issued, and the same key later', async () => {
    await kgc.node(4).kill()
    const request = await requestKey(kgc.masterPublicKey)
    const error = await kgc
      .client({ timeoutMs: 3_000 })
      .issue(request)
      .catch((thrown: unknown) => thrown)
    expect(isAppError(error, 'KGC_UNREACHABLE') && error.retryable).toBe(true)
    expect((error as Error).message).toMatch(
      /^The KGC needs 5 of its 7 nodes, and 4 are left: node 1 \(http:\/\/[^)]+\) could not be reached; node 4 .*; node 7 .*\. Nothing was issued; ask again with the same key\.$/,
    )
    expect(bindingsOf(request.name)).toBe(0)
    await Promise.all([1, 4, 7].map((number) => kgc.restart(number)))
    completeKey(request, await kgc.client().issue(request))
    expect(bindingsOf(request.name)).toBeGreaterThanOrEqual(5)
  })

  test('three that die between the rounds leave no key, and the same one can be had later', async () => {
    const request = await requestKey(kgc.masterPublicKey)
    const urls = kgc.urls()
    // Each of the three goes as it is asked for its share, after it has committed.
    const proxies = await Promise.all(
      [1, 2, 3].map((number) =>
        startTamperProxy(
          kgc.node(number).url,
          (_, answer) => answer,
          async (path) => {
            if (path === '/v1/shares') await kgc.node(number).kill()
          },
        ),
      ),
    )
    const client = kgc.client({ urls: [...proxies.map(({ url }) => url), ...urls.slice(3)] })
    const outcome = await client.issue(request).catch((error: Error) => error.message)
    expect(outcome).toMatch(/needs 5 of its 7 nodes, and 4 are left.*Nothing was issued/)
    expect(bindingsOf(request.name)).toBeLessThan(5)
    await Promise.all(proxies.map(({ close }) => close()))
    await Promise.all([1, 2, 3].map((number) => kgc.restart(number)))
    completeKey(request, await kgc.client({ urls }).issue(request))
  })
})
