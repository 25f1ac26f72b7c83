import { randomBytes } from 'node:crypto'
import type { Domain } from '@network3/clsc/domain'
import { epochAt, isRenewalDue } from '@network3/clsc/epoch'
import { commitToIssue, type IssuingCommitment, type IssuingNonces, issueShare } from '@network3/clsc/issuing'
import { issuerIdentifier } from '@network3/clsc/key-generation'
import { verifyPossession } from '@network3/clsc/proof-of-possession'
import { encodeHex } from '@network3/protocol/hex-bytes'
import type { CommitmentMessage, CommitmentRequest, ShareRequest } from '@network3/protocol/kgc/messages'
import type { KeyDirectoryStatus } from '../directory/key-directory.ts'
import { type Guard, supersedes } from '../guard/guard.ts'
import type { GrantEntry } from '../guard/guard-book.ts'
import type { ActiveShare } from '../share/share-record.ts'
import { checkGrant, type VerifyByContract } from './check-grant.ts'
import { createExpiringMap } from './expiring-map.ts'
import { RefusalError } from './refusal-error.ts'

export type IssuerDeps = {
  me: number
  chainId: number
  guard: Guard
  active: () => { share: ActiveShare; domain: Domain } | undefined
  /** Undefined when this KGC is not tied to a chain. */
  directory: KeyDirectoryStatus | undefined
  verifyByContract: VerifyByContract | undefined
  /** Throws RefusalError when the wallet asks too often. Called only for requests that are proven to be its own. */
  limitWallet: (address: string) => void
  nowMs: () => number
  randomBytes?: (length: number) => Uint8Array
}

export type Issuer = {
  createNonce: () => { nonce: string; expiresInMs: number }
  /** Round one: judges the request, and commits to nonces for it alone. Throws RefusalError. */
  commit: (request: CommitmentRequest) => Promise<{
    requestId: string
    shareVersion: number
    commitment: { node: number; hiding: string; binding: string }
    expiresInMs: number
  }>
  /** Round two: binds the name durably, then signs. Throws RefusalError; any other error means the disk failed. */
  sign: (request: ShareRequest) => Promise<{ node: number; share: string }>
}

type OpenRequest = {
  name: { id: Uint8Array; text: string; epoch: number }
  userPoint: Uint8Array
  grant: GrantEntry
  share: ActiveShare
  nonces: IssuingNonces
  commitment: IssuingCommitment
}

const NONCE_LIFETIME_MS = 60_000
const REQUEST_LIFETIME_MS = 30_000
const CAPACITY = 100_000

/** One node's part in issuing keys. Everything but the guard is in memory, and lost on purpose with the process. */
export function createIssuer(deps: IssuerDeps): Issuer {
  const { guard, nowMs } = deps
  const nonces = createExpiringMap<true>({ lifetimeMs: NONCE_LIFETIME_MS, capacity: CAPACITY, nowMs })
  const requests = createExpiringMap<OpenRequest>({
    ...{ lifetimeMs: REQUEST_LIFETIME_MS, capacity: CAPACITY, nowMs },
  })

  const checkEpoch = (epoch: number): void => {
    const today = epochAt(nowMs())
    const isIssued = epoch === today || (epoch === today + 1 && isRenewalDue(today, nowMs()))
    if (!isIssued || epoch < guard.oldestEpoch()) throw new RefusalError('EPOCH_NOT_ISSUED')
  }
  /** Asked again before signing: time has passed since round one. */
  const checkChain = async (share: ActiveShare, name: string, point: string, epoch: number) => {
    if (deps.directory === undefined) return
    const refusal = await deps.directory.refusalFor(share, { name, point, epoch })
    if (refusal !== undefined) throw new RefusalError(refusal)
  }

  return {
    createNonce: () => {
      const nonce = encodeHex(new Uint8Array(randomBytes(32)))
      if (!nonces.put(nonce, true)) throw new RefusalError('OVERLOADED')
      return { nonce, expiresInMs: NONCE_LIFETIME_MS }
    },

    commit: async (request) => {
      const current = deps.active()
      if (current === undefined) throw new RefusalError('NOT_READY')
      const { share, domain } = current
      const { name, epoch } = request
      const point = encodeHex(request.userPoint)
      // Taken whatever follows: a nonce is for one try.
      if (nonces.take(encodeHex(request.nonce)) === undefined) throw new RefusalError('NONCE_UNKNOWN')
      checkEpoch(epoch)
      const id = new TextEncoder().encode(name.id)
      if (!verifyPossession(domain, { id, epoch }, request.userPoint, request.nonce, request.proof))
        throw new RefusalError('PROOF_INVALID')
      const kept = guard.grantOf(name.id)
      const grant = await checkGrant(
        { name, epoch, point, grant: request.grant },
        { chainId: deps.chainId, kgcId: domain.kgcId, kept, verifyByContract: deps.verifyByContract },
      )
      deps.limitWallet(name.address)
      const bound = guard.boundPoint(name.id, epoch)
      if (bound !== undefined && bound !== point) throw new RefusalError('KEY_BOUND')
      if (!supersedes(kept, grant)) throw new RefusalError('GRANT_SUPERSEDED')
      await checkChain(share, name.id, point, epoch)

      const { nonces: signingNonces, commitment } = commitToIssue(share.share)
      const requestId = encodeHex(new Uint8Array(randomBytes(16)))
      const isOpen = requests.put(requestId, {
        name: { id, text: name.id, epoch },
        userPoint: request.userPoint,
        ...{ grant, share, nonces: signingNonces, commitment },
      })
      if (!isOpen) throw new RefusalError('OVERLOADED')
      return {
        requestId,
        shareVersion: share.record.version,
        commitment: {
          node: deps.me,
          hiding: encodeHex(commitment.hiding),
          binding: encodeHex(commitment.binding),
        },
        expiresInMs: REQUEST_LIFETIME_MS,
      }
    },

    sign: async ({ requestId, commitments }) => {
      // Taken before anything else: whatever happens, these nonces sign nothing a second time.
      const open = requests.take(encodeHex(requestId))
      if (open === undefined) throw new RefusalError('REQUEST_UNKNOWN')
      if (deps.active()?.share !== open.share) throw new RefusalError('SHARES_REFRESHED')
      const list = checkCommitments(commitments, open)
      const { name, userPoint, share } = open
      const point = encodeHex(userPoint)
      checkEpoch(name.epoch)
      await checkChain(share, name.text, point, name.epoch)
      const result = await guard.bind({ name: name.text, epoch: name.epoch, point }, open.grant)
      if (result === 'other-point') throw new RefusalError('KEY_BOUND')
      if (result === 'too-old') throw new RefusalError('EPOCH_NOT_ISSUED')
      if (result === 'grant-superseded') throw new RefusalError('GRANT_SUPERSEDED')
      if (deps.active()?.share !== open.share) throw new RefusalError('SHARES_REFRESHED')
      const request = { id: name.id, epoch: name.epoch, userPoint }
      try {
        const signed = issueShare(share.issuer, share.share, open.nonces, list, request)
        return { node: deps.me, share: encodeHex(signed.share) }
      } catch (cause) {
        throw new RefusalError('COMMITMENTS_INVALID', { cause })
      }
    },
  }
}

/** A threshold or more of different nodes, this one's own commitment among them. */
function checkCommitments(messages: readonly CommitmentMessage[], open: OpenRequest): IssuingCommitment[] {
  const { issuer, record } = open.share
  const isComplete =
    messages.length >= issuer.signers.min &&
    new Set(messages.map(({ node }) => node)).size === messages.length &&
    messages.every(({ node }) => node <= record.nodes) &&
    messages.some(
      ({ node, hiding, binding }) =>
        node === record.node &&
        encodeHex(hiding) === encodeHex(open.commitment.hiding) &&
        encodeHex(binding) === encodeHex(open.commitment.binding),
    )
  if (!isComplete) throw new RefusalError('COMMITMENTS_INVALID')
  return messages.map(({ node, hiding, binding }) => ({
    identifier: issuerIdentifier(node),
    hiding: new Uint8Array(hiding),
    binding: new Uint8Array(binding),
  }))
}
