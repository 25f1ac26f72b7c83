import { nodeBackend } from '../backend-node.ts'
import { utf8 } from '../bytes.ts'
import { reasonOf } from '../clsc-error.ts'
import { createDomain } from '../domain.ts'
import {
  combineShares,
  commitToIssue,
  type IssuerPublic,
  type IssuerShare,
  issueShare,
  masterPublicKeyOf,
} from '../issuing.ts'
import { dealShares, finishKeyGeneration, issuerIdentifier, offerKey } from '../key-generation.ts'
import { offerRefresh } from '../share-refresh.ts'
import { createUserSecret } from '../user-key.ts'

export const signers = { threshold: 3, nodes: 4 }

export function startRounds() {
  return [1, 2, 3, 4].map((index) => offerKey(issuerIdentifier(index), signers))
}

function generate() {
  const nodes = startRounds()
  const others = (index: number) => nodes.filter((_, other) => other !== index).map(({ offer }) => offer)
  const dealt = nodes.map(({ state }, index) => {
    const result = dealShares(state, others(index))
    if (!result.ok) throw new Error('an offer is wrong')
    return result.shares
  })
  return nodes.map(({ state, offer }, index) => {
    const toMe = dealt.flatMap((shares) => shares[offer.identifier] ?? [])
    const result = finishKeyGeneration(state, others(index), toMe)
    if (!result.ok) throw new Error('a share is wrong')
    return result
  })
}

export function issue(nodes: { issuer: IssuerPublic; share: IssuerShare }[]) {
  const [first] = nodes
  if (first === undefined) throw new Error('no node')
  const domain = createDomain(masterPublicKeyOf(first.issuer), nodeBackend)
  const request = { id: utf8('did:n3:alice'), epoch: 1, userPoint: createUserSecret(domain).userPoint }
  const committed = nodes.map((node) => ({ ...node, ...commitToIssue(node.share) }))
  const commitments = committed.map(({ commitment }) => commitment)
  const shares = committed.map((node) =>
    issueShare(node.issuer, node.share, node.nonces, commitments, request),
  )
  return combineShares(domain, first.issuer, commitments, shares, request)
}

export function refresh(nodes: { issuer: IssuerPublic; share: IssuerShare }[]) {
  const dealers = nodes.map(({ issuer, share }) =>
    offerRefresh(issuer, share.identifier, nodeBackend.randomBytes),
  )
  const offers = dealers.map(({ offer }) => offer)
  return nodes.map(({ issuer, share }) => {
    const dealt = dealers.map(({ offer, shares }) => ({
      identifier: offer.identifier,
      share: shares[share.identifier] ?? new Uint8Array(),
    }))
    return { issuer, share, offers, dealt }
  })
}

export const generated = generate()

export function refusal(call: () => unknown): string | undefined {
  try {
    call()
    return 'accepted'
  } catch (error) {
    return reasonOf(error)
  }
}
