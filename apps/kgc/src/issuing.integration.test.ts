import { nodeBackend } from '@network3/clsc/backend-node'
import { createBundle, verifyBundle } from '@network3/clsc/bundle'
import { createDomain } from '@network3/clsc/domain'
import { signcrypt } from '@network3/clsc/signcrypt'
import { unsigncrypt } from '@network3/clsc/unsigncrypt'
import { completeUserKey } from '@network3/clsc/user-key'
import type { IssuedPartialKey, IssuingRequest } from '@network3/protocol/kgc/issuing-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type KgcCluster, startKgcCluster } from './testing/kgc-cluster.ts'
import { requestKey } from './testing/request-key.ts'

let kgc: KgcCluster
beforeAll(async () => {
  kgc = await startKgcCluster(4)
})
afterAll(() => kgc?.stop())

function complete(request: IssuingRequest, issued: IssuedPartialKey) {
  const name = { id: new TextEncoder().encode(request.name), epoch: request.epoch }
  return completeUserKey(issued.domain, name, request.userSecret, issued.partialKey)
}

describe('a KGC of four processes', () => {
  test('agrees on one key, and what it issues seals and opens messages', async () => {
    const domain = createDomain(kgc.masterPublicKey, nodeBackend)
    const client = kgc.client()
    const [forAlice, forBob] = await Promise.all([
      requestKey(kgc.masterPublicKey),
      requestKey(kgc.masterPublicKey),
    ])
    const alice = complete(forAlice, await client.issue(forAlice))
    const bob = complete(forBob, await client.issue(forBob))
    const peer = verifyBundle(domain, createBundle(domain, bob), { id: bob.publicKey.id, atMs: Date.now() })
    const message = signcrypt(domain, new TextEncoder().encode('hello'), {
      sender: alice,
      recipients: [peer],
    })
    const policy = { kind: 'stored', arrivedAtMs: Date.now(), isRevoked: () => false } as const
    const opened = unsigncrypt(domain, message, { keys: [bob], policy })
    expect(opened.ok && new TextDecoder().decode(opened.plaintext)).toBe('hello')
  })
})
