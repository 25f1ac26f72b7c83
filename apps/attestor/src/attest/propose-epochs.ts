import { rewardsAbi } from '@network3/chain/abi/rewards'
import type { ChainReader } from '@network3/chain/chain-reader'
import type { Address } from '@network3/core/hex'
import type { Logger } from '@network3/service/logger'
import type { LocalAccount } from 'viem'
import type { AttestorMetrics } from '../attestor-metrics.ts'
import { type SignedRoot, sendRoots } from '../chain/send-roots.ts'
import { fetchText } from '../receipts/fetch-text.ts'
import type { Candidate, Due } from './attest-epochs.ts'
import { type Attestation, attestationSchema, isSignedBy } from './root-signature.ts'

export type ProposeDeps = {
  chain: ChainReader
  /** Signs as an attestor, and pays the gas. */
  account: LocalAccount
  peers: readonly string[]
  candidateOf: (epoch: bigint) => Candidate | undefined
  /** Milliseconds between one attestor's turn and the next one's. */
  turnMs: number
  metrics: AttestorMetrics
  logger: Logger
  signal: AbortSignal
}

/**
 * Posts what is due when it is this attestor's turn: the attestors take turns by epoch, and each next one steps in
 * after a while. Collects the others' signatures over the very same file until the quorum. One whose file differs is
 * told with both hashes, and nothing is posted against the others' will: an epoch without a quorum waits.
 * Gives how many roots were posted. Throws what the chain answers.
 */
export function createProposing(deps: ProposeDeps) {
  const { chain, account, peers, candidateOf, metrics, logger, signal } = deps
  const rewards = { address: chain.deployment.contracts.rewards, abi: rewardsAbi } as const
  const self = account.address.toLowerCase() as Address

  const ask = async (peer: string, epoch: bigint): Promise<Attestation | undefined> => {
    try {
      const text = await fetchText(`${peer.replace(/\/$/, '')}/v1/epochs/${epoch}/signature`, signal)
      return text === undefined ? undefined : attestationSchema.parse(JSON.parse(text))
    } catch (error) {
      logger.debug({ peer, err: error }, 'an attestor does not answer')
      return undefined
    }
  }

  const collect = async (candidate: Candidate, attestors: ReadonlySet<Address>) => {
    const { file, dataHash, receiptsHash, attestation: own } = candidate
    const signatures = new Map([[own.signer, own.signature]])
    const answers = await Promise.all(peers.map((peer) => ask(peer, BigInt(file.epoch))))
    for (const answer of answers) {
      if (answer === undefined) continue
      if (answer.dataHash !== dataHash) {
        metrics.disagreements.inc({
          about: answer.receiptsHash === receiptsHash ? 'computation' : 'receipts',
        })
        const theirs = { dataHash: answer.dataHash, receiptsHash: answer.receiptsHash }
        logger.error(
          { epoch: file.epoch, attestor: answer.signer, theirs, own: { dataHash, receiptsHash } },
          answer.receiptsHash === receiptsHash
            ? 'an attestor computes another file from the same receipts'
            : 'attestors were given different receipts of one epoch',
        )
        continue
      }
      if (attestors.has(answer.signer) && (await isSignedBy(chain.deployment, candidate, answer))) {
        signatures.set(answer.signer, answer.signature)
      }
    }
    return [...signatures]
      .filter(([signer]) => attestors.has(signer))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([signer, signature]) => ({ signer, signature }))
  }

  return async ({ lastEpoch, ended }: Due, now: number): Promise<number> => {
    const first = candidateOf(lastEpoch + 1n)
    if (first === undefined || ended <= lastEpoch) return 0
    const [attestors, quorum] = await Promise.all([
      chain.client.readContract({ ...rewards, functionName: 'attestors' }),
      chain.client.readContract({ ...rewards, functionName: 'quorum' }),
    ])
    const ordered = attestors.map((address) => address.toLowerCase() as Address).sort()
    const place = ordered.indexOf(self)
    if (place === -1) {
      logger.error({ attestor: self }, 'this key is no attestor of the network')
      return 0
    }
    const turn = (place - (first.file.epoch % ordered.length) + ordered.length) % ordered.length
    if (now - first.signedAt < turn * deps.turnMs) return 0
    const roots: SignedRoot[] = []
    for (let epoch = lastEpoch + 1n; epoch <= ended; epoch++) {
      const candidate = candidateOf(epoch)
      if (candidate === undefined) break
      const signatures = await collect(candidate, new Set(ordered))
      if (BigInt(signatures.length) < quorum) {
        logger.warn(
          { epoch: String(epoch), signatures: signatures.length, quorum: String(quorum) },
          'no quorum yet',
        )
        break
      }
      roots.push({ file: candidate.file, dataHash: candidate.dataHash, signatures })
    }
    if (roots.length === 0) return 0
    await sendRoots(chain, account, roots, signal)
    metrics.posted.inc(roots.length)
    logger.info({ from: first.file.epoch, count: roots.length }, 'epochs were posted')
    return roots.length
  }
}
