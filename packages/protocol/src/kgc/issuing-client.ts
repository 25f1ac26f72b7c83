import type { Backend } from '@network3/clsc/backend'
import { createDomain, type Domain } from '@network3/clsc/domain'
import { combineShares, isCommitmentValid } from '@network3/clsc/issuing'
import { issuerIdentifier } from '@network3/clsc/key-generation'
import type { PartialKey } from '@network3/clsc/partial-key'
import { provePossession } from '@network3/clsc/proof-of-possession'
import type { UserSecret } from '@network3/clsc/user-key'
import { AppError } from '@network3/core/app-error'
import { encodeHex } from '../hex-bytes.ts'
import { type Ask, createAsk, type NodeAddress, type NodeFault, NodeFaultError } from './ask-node.ts'
import { gather } from './gather.ts'
import { describeIssuer, type IssuerDescription, quorumOf } from './issuer-description.ts'
import {
  type CommitmentAnswer,
  commitmentAnswerSchema,
  kgcInfoSchema,
  nonceAnswerSchema,
  shareAnswerSchema,
} from './messages.ts'
import { tooFewNodes } from './too-few-nodes.ts'

export type IssuingRequest = {
  /** did:n3:<address>#<label> */
  name: string
  /** Days since 1970. */
  epoch: number
  /** Made and *stored* before asking: an attempt that broke off is finished with the same one. */
  userSecret: UserSecret
  /** The wallet's signature; may be left out for a renewal, though nodes that were away then need it. */
  grant?: { fromEpoch: number; toEpoch: number; signature: Uint8Array }
}

/** faults: nodes that were absent, slow, refused or cheated on the way; the key is right all the same. */
export type IssuedPartialKey = { partialKey: PartialKey; domain: Domain; faults: NodeFault[] }

export type IssuingClient = {
  /** What at least 2f+1 nodes say alike. Throws KGC_UNREACHABLE. */
  describe: () => Promise<IssuerDescription>
  /**
   * Has a partial key issued by 2f+1 of the nodes and checks it. Throws KGC_REFUSED when honest nodes must have
   * refused (its cause says why), KGC_UNREACHABLE (retryable) when too few nodes work; in both cases no key exists and
   * the same request can be made again.
   */
  issue: (request: IssuingRequest, signal?: AbortSignal) => Promise<IssuedPartialKey>
}

export type IssuingClientOptions = {
  /** Base URL of every node of the KGC, node 1 first; all n of them, whether they are up or not. */
  urls: readonly string[]
  /** Ppub, from KeyDirectory or another trusted place: never from a node. */
  masterPublicKey: Uint8Array
  backend: Backend
  fetch?: typeof fetch
  /** For one answer; default 5,000. */
  timeoutMs?: number
  /** After this silence of a node another is asked in its stead; default 400. */
  hedgeAfterMs?: number
}

/** Shares are refreshed rarely: more than this often during one request, something is wrong. */
const MAX_REFRESHES = 3

/**
 * The user's side of issuing: it coordinates the two rounds of FROST, checks what comes back, goes round nodes that are
 * slow, absent or wrong, and names those that cheat. No node ever sees another's share.
 */
export function createIssuingClient(options: IssuingClientOptions): IssuingClient {
  const { timeoutMs = 5_000, hedgeAfterMs = 400 } = options
  const domain = createDomain(options.masterPublicKey, options.backend)
  const addresses: NodeAddress[] = options.urls.map((url, index) => ({ node: index + 1, url }))
  const known = { masterPublicKey: options.masterPublicKey, nodes: addresses.length }
  const { faults: tolerated, threshold } = quorumOf(known.nodes)
  let described: IssuerDescription | undefined

  const askWith = (signal?: AbortSignal): Ask =>
    createAsk({ fetch: options.fetch ?? fetch, timeoutMs, signal })

  const describe = async (ask: Ask, faults: Faults): Promise<IssuerDescription> => {
    if (described !== undefined) return described
    const votes = new Map<string, number>()
    const { promise, resolve } = Promise.withResolvers<IssuerDescription | undefined>()
    const asked = addresses.map(async (address) => {
      const info = await ask(address, '/v1/kgc', kgcInfoSchema)
      const description = info.node === address.node ? describeIssuer(info, known) : undefined
      if (description === undefined) {
        faults.note({ ...address, code: 'ANSWER_INVALID', message: 'says it belongs to another KGC' })
        return
      }
      const count = (votes.get(description.key) ?? 0) + 1
      votes.set(description.key, count)
      if (count === threshold) resolve(description)
    })
    void Promise.allSettled(asked.map((one) => one.catch(faults.catch))).then(() => resolve(undefined))
    described = await promise
    if (described === undefined) throw tooFewNodes(known.nodes, threshold, faults.list())
    return described
  }

  const commit = async (ask: Ask, to: NodeAddress, request: IssuingRequest) => {
    const name = { id: new TextEncoder().encode(request.name), epoch: request.epoch }
    const { nonce } = await ask(to, '/v1/nonces', nonceAnswerSchema, {})
    const { grant } = request
    const answer = await ask(to, '/v1/commitments', commitmentAnswerSchema, {
      name: request.name,
      epoch: request.epoch,
      userPoint: encodeHex(request.userSecret.userPoint),
      nonce: encodeHex(nonce),
      proof: encodeHex(provePossession(domain, name, request.userSecret, nonce)),
      ...(grant === undefined ? {} : { grant: { ...grant, signature: encodeHex(grant.signature) } }),
    })
    return { to, answer }
  }

  const attempt = async (ask: Ask, request: IssuingRequest, faults: Faults) => {
    const description = await describe(ask, faults)
    const able = shuffle(addresses.filter(({ node }) => !faults.has(node)))
    const signers = await gather(able, threshold, (to) => commit(ask, to, request), {
      hedgeAfterMs,
      onFault: faults.note,
    })
    if (signers.length < threshold) throw tooFewNodes(known.nodes, threshold, faults.list())
    const commitments = signers.map(({ to, answer }) => ({
      identifier: issuerIdentifier(to.node),
      hiding: new Uint8Array(answer.commitment.hiding),
      binding: new Uint8Array(answer.commitment.binding),
    }))
    const odd = signers.filter(({ to, answer }, index) => {
      const commitment = commitments[index]
      if (commitment === undefined || answer.commitment.node !== to.node) return true
      return !isCommitmentValid(description.issuer, commitment)
    })
    for (const { to } of odd)
      faults.note({
        ...to,
        code: 'CHEATED',
        message: 'committed to no point, or in the name of another node',
      })
    if (odd.length > 0) return undefined
    const moved = signers.filter(({ answer }) => answer.shareVersion !== description.shareVersion)
    // More than f nodes cannot all lie: the shares were refreshed. Fewer are left out of this request.
    if (moved.length > tolerated) return 'refreshed'
    for (const { to } of moved)
      faults.note({ ...to, code: 'SHARES_REFRESHED', message: 'is at another refresh' })
    if (moved.length > 0) return undefined

    const sent = signers.map(({ answer }) => encodeCommitment(answer))
    const shares = await Promise.allSettled(
      signers.map(({ to, answer }) =>
        ask(to, '/v1/shares', shareAnswerSchema, {
          requestId: encodeHex(answer.requestId),
          commitments: sent,
        }),
      ),
    )
    const fulfilled = shares.flatMap((share, index) => {
      if (share.status === 'rejected') {
        faults.catch(share.reason)
        return []
      }
      // Whatever number a node gives itself, this is the share it gave for its own commitment.
      return [{ identifier: issuerIdentifier(signers[index]?.to.node ?? 0), share: share.value.share }]
    })
    if (fulfilled.length < threshold) return faults.forgetRefreshed(tolerated) ? 'refreshed' : undefined

    const wanted = {
      id: new TextEncoder().encode(request.name),
      epoch: request.epoch,
      userPoint: request.userSecret.userPoint,
    }
    const result = combineShares(domain, description.issuer, commitments, fulfilled, wanted)
    if (result.ok) return result.partialKey
    for (const { to } of signers.filter(({ to }) => result.cheaters.includes(issuerIdentifier(to.node))))
      faults.note({ ...to, code: 'CHEATED', message: 'gave a share that does not fit its commitment' })
    return undefined
  }

  return {
    describe: () => describe(askWith(), createFaults()),
    issue: async (request, signal) => {
      const ask = askWith(signal)
      const faults = createFaults()
      let refreshes = 0
      // Each round either ends it, or adds a node to the faults, or is one of few refreshes.
      for (;;) {
        const outcome = await attempt(ask, request, faults)
        if (outcome === 'refreshed') {
          described = undefined
          refreshes += 1
          if (refreshes > MAX_REFRESHES)
            throw new AppError('KGC_UNREACHABLE', 'The KGC is refreshing its shares; try again shortly.', {
              retryable: true,
            })
        } else if (outcome !== undefined) return { partialKey: outcome, domain, faults: faults.list() }
      }
    },
  }
}

type Faults = {
  has: (node: number) => boolean
  note: (fault: NodeFault) => void
  /** Notes the fault in what was thrown; throws on what is none. */
  catch: (error: unknown) => void
  /** Whether more than `tolerated` faults were only that shares were refreshed meanwhile; then those are forgotten. */
  forgetRefreshed: (tolerated: number) => boolean
  list: () => NodeFault[]
}

function createFaults(): Faults {
  const byNode = new Map<number, NodeFault>()
  const note = (fault: NodeFault): void => void byNode.set(fault.node, fault)
  return {
    has: (node) => byNode.has(node),
    note,
    catch: (error) => {
      if (!(error instanceof NodeFaultError)) throw error
      note(error.fault)
    },
    forgetRefreshed: (tolerated) => {
      const refreshed = [...byNode.values()].filter(({ code }) => code === 'SHARES_REFRESHED')
      if (refreshed.length <= tolerated) return false
      for (const { node } of refreshed) byNode.delete(node)
      return true
    },
    list: () => [...byNode.values()].sort((a, b) => a.node - b.node),
  }
}

function encodeCommitment({ commitment }: CommitmentAnswer) {
  return {
    node: commitment.node,
    hiding: encodeHex(commitment.hiding),
    binding: encodeHex(commitment.binding),
  }
}

/** Spreads the load over the nodes; no secret depends on the order. */
function shuffle<T>(items: T[]): T[] {
  for (let index = items.length - 1; index > 0; index--) {
    const other = Math.floor(Math.random() * (index + 1))
    const [a, b] = [items[index], items[other]]
    if (a !== undefined && b !== undefined) [items[index], items[other]] = [b, a]
  }
  return items
}
