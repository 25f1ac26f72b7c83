import { nodeBackend } from '@network3/clsc/backend-node'
import { createBundle } from '@network3/clsc/bundle'
import { createDomain } from '@network3/clsc/domain'
import { epochAt } from '@network3/clsc/epoch'
import {
  combineShares,
  commitToIssue,
  dealIssuer,
  issueShare,
  masterPublicKeyOf,
} from '@network3/clsc/issuing'
import { completeUserKey, createUserSecret, type UserKey, type UserSecret } from '@network3/clsc/user-key'
import { encodeKeyFile } from '../keys/key-file.ts'
import { openKeyStore } from '../keys/key-store.ts'

/** A key-generation centre in this process, with a dealer: for tests of what is done with keys, not of issuing. */
export function startDealer() {
  const { issuer, shares } = dealIssuer({ threshold: 3, nodes: 4 })
  const domain = createDomain(masterPublicKeyOf(issuer), nodeBackend)

  function issue(id: string, secret: UserSecret, atMs: number): UserKey {
    const request = {
      id: new TextEncoder().encode(id),
      epoch: epochAt(atMs),
      userPoint: secret.userPoint,
    }
    const nodes = shares.slice(0, 3).map((share) => ({ share, ...commitToIssue(share) }))
    const commitments = nodes.map((node) => node.commitment)
    const answers = nodes.map((node) => issueShare(issuer, node.share, node.nonces, commitments, request))
    const result = combineShares(domain, issuer, commitments, answers, request)
    if (!result.ok) throw new Error('a dealt share does not fit')
    return completeUserKey(domain, request, secret, result.partialKey)
  }

  return {
    domain,
    /** Puts a key file for `id` into a home folder of n3, under the name `default`. */
    giveKey: async (home: string, id: string, options: { atMs?: number; passphrase?: string } = {}) => {
      const userSecret = createUserSecret(domain)
      const keys = [issue(id, userSecret, options.atMs ?? Date.now())]
      const bundleOf = (entry: UserKey) => createBundle(domain, entry)
      const file = await encodeKeyFile(
        { id, domain, userSecret, grant: undefined, keys },
        bundleOf,
        options.passphrase,
      )
      return openKeyStore(`${home}/keys`).write('default', file)
    },
  }
}
