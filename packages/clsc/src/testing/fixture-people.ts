import type { Backend } from '../backend.ts'
import { nobleBackend } from '../backend-noble.ts'
import { createBundle, type PeerKey, verifyBundle } from '../bundle.ts'
import { concatBytes, uint32, utf8 } from '../bytes.ts'
import { createDomain, type Domain } from '../domain.ts'
import { EPOCH_MS } from '../epoch.ts'
import { combineShares, commitToIssue, dealIssuer, issueShare, masterPublicKeyOf } from '../issuing.ts'
import type { LivePolicy } from '../open-policy.ts'
import type { PartialKey } from '../partial-key.ts'
import { createReplayGuard } from '../replay-guard.ts'
import { completeUserKey, createUserSecret, type UserKey, type UserSecret } from '../user-key.ts'

const EPOCH = 20_000
/** Noon of that day. */
export const NOON_MS = EPOCH * EPOCH_MS + EPOCH_MS / 2

export type TestIssuer = {
  domain: Domain
  issue: (id: string, secret: UserSecret, epoch?: number) => PartialKey
  createKey: (id: string, epoch?: number) => UserKey
  peerOf: (key: UserKey, atMs?: number) => PeerKey
}

/** A 3-of-4 KGC out of a dealer, played in one process. */
export function createTestIssuer(backend: Backend = nobleBackend): TestIssuer {
  const { issuer, shares } = dealIssuer({ threshold: 3, nodes: 4 })
  const domain = createDomain(masterPublicKeyOf(issuer), backend)
  const issue = (id: string, secret: UserSecret, epoch = EPOCH): PartialKey => {
    const request = { id: utf8(id), epoch, userPoint: secret.userPoint }
    const signers = shares.slice(0, 3).map((share) => ({ share, ...commitToIssue(share) }))
    const commitments = signers.map((signer) => signer.commitment)
    const answers = signers.map(({ share, nonces }) =>
      issueShare(issuer, share, nonces, commitments, request),
    )
    const result = combineShares(domain, issuer, commitments, answers, request)
    if (!result.ok) throw new Error(`nodes cheated: ${result.cheaters.join(', ')}`)
    return result.partialKey
  }
  return {
    domain,
    issue,
    createKey: (id, epoch = EPOCH) => {
      const secret = createUserSecret(domain)
      return completeUserKey(domain, { id: utf8(id), epoch }, secret, issue(id, secret, epoch))
    },
    peerOf: (key, atMs = NOON_MS) =>
      verifyBundle(domain, createBundle(domain, key), { id: key.publicKey.id, atMs }),
  }
}

export function livePolicy(overrides: Partial<LivePolicy> = {}): LivePolicy {
  return {
    kind: 'live',
    nowMs: NOON_MS,
    replayGuard: createReplayGuard(),
    isRevoked: () => false,
    ...overrides,
  }
}

/** The back end with randomness that repeats from run to run: for comparing bytes, never outside tests. */
export function withSeed(backend: Backend, seed: string): Backend {
  let counter = 0
  return {
    ...backend,
    randomBytes: (length) => {
      const blocks: Uint8Array[] = []
      for (let filled = 0; filled < length; filled += 32) {
        blocks.push(nobleBackend.sha256(utf8(seed), uint32(counter)))
        counter += 1
      }
      return concatBytes(...blocks).slice(0, length)
    },
  }
}

/** `length` bytes that differ from chunk to chunk. */
export function sampleBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8) * 7 + 7) & 255)
}
