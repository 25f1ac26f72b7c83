import { nodeBackend } from '@network3/clsc/backend-node'
import { createDomain, type Domain } from '@network3/clsc/domain'
import {
  combineShares,
  commitToIssue,
  dealIssuer,
  issueShare,
  masterPublicKeyOf,
} from '@network3/clsc/issuing'
import { completeUserKey, createUserSecret, type UserKey, type UserSecret } from '@network3/clsc/user-key'

export type KeyDealer = {
  domain: Domain
  /** A key of `id` for a day; with a secret of its own unless one is given, so that it can be made to cheat. */
  issue: (id: string, epoch: number, secret?: UserSecret) => UserKey
}

/** A key-generation centre in this process, with a dealer: for tests of what is done with keys, not of issuing. */
export function startKeyDealer(): KeyDealer {
  const { issuer, shares } = dealIssuer({ threshold: 3, nodes: 4 })
  const domain = createDomain(masterPublicKeyOf(issuer), nodeBackend)
  return {
    domain,
    issue: (id, epoch, secret = createUserSecret(domain)) => {
      const name = { id: new TextEncoder().encode(id), epoch }
      const request = { ...name, userPoint: secret.userPoint }
      const nodes = shares.slice(0, 3).map((share) => ({ share, ...commitToIssue(share) }))
      const commitments = nodes.map((node) => node.commitment)
      const answers = nodes.map((node) => issueShare(issuer, node.share, node.nonces, commitments, request))
      const result = combineShares(domain, issuer, commitments, answers, request)
      if (!result.ok) throw new Error('a dealt share does not fit')
      return completeUserKey(domain, name, secret, result.partialKey)
    },
  }
}
