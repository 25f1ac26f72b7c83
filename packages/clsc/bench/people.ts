import type { Backend } from '../src/backend.ts'
import { createBundle, verifyBundle } from '../src/bundle.ts'
import { utf8 } from '../src/bytes.ts'
import { createDomain } from '../src/domain.ts'
import { combineShares, commitToIssue, dealIssuer, issueShare, masterPublicKeyOf } from '../src/issuing.ts'
import { signcrypt } from '../src/signcrypt.ts'
import { unsigncrypt } from '../src/unsigncrypt.ts'
import { completeUserKey, createUserSecret } from '../src/user-key.ts'

const AT_MS = 1_728_000_000_000
const EPOCH = 20_000

/** Alice, who writes, and Bob, who reads, under a 5-of-7 KGC played in this process. */
export function createPeople(backend: Backend) {
  const { issuer, shares } = dealIssuer({ threshold: 5, nodes: 7 })
  const domain = createDomain(masterPublicKeyOf(issuer), backend)
  const issue = (id: string) => {
    const secret = createUserSecret(domain)
    const request = { id: utf8(id), epoch: EPOCH, userPoint: secret.userPoint }
    const signers = shares.slice(0, 5).map((share) => ({ share, ...commitToIssue(share) }))
    const commitments = signers.map((signer) => signer.commitment)
    const answers = signers.map((signer) =>
      issueShare(issuer, signer.share, signer.nonces, commitments, request),
    )
    const result = combineShares(domain, issuer, commitments, answers, request)
    if (!result.ok) throw new Error('A node cheated.')
    return completeUserKey(domain, request, secret, result.partialKey)
  }
  const [alice, bob] = [issue('did:n3:alice'), issue('did:n3:bob')]
  const recipient = verifyBundle(domain, createBundle(domain, bob), { id: bob.publicKey.id, atMs: AT_MS })
  const policy = { kind: 'stored', arrivedAtMs: AT_MS, isRevoked: () => false } as const
  const sealing = { sender: alice, recipients: [recipient], timestampMs: AT_MS }
  const opening = { keys: [bob], policy }
  return {
    domain,
    recipient,
    sealing,
    opening,
    issue,
    seal: (plaintext: Uint8Array) => signcrypt(domain, plaintext, sealing),
    open: (message: Uint8Array) => {
      const result = unsigncrypt(domain, message, opening)
      if (!result.ok) throw result.error
      return result
    },
  }
}
