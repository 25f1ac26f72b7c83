import { rewardsAbi } from '@network3/chain/abi/rewards'
import type { EpochTerms } from '@network3/chain/epochs/epoch-terms'
import { AppError, toAppError } from '@network3/core/app-error'
import { type EpochFile, epochDataHash, serialiseEpochFile } from '@network3/core/epoch-file'
import { epochAt } from '@network3/core/epochs'
import type { Logger } from '@network3/service/logger'
import type { LocalAccount } from 'viem'
import { postRoot } from '../chain/calls.ts'
import type { EconomyChain } from '../chain/economy-chain.ts'
import { type Call, sendAcceptedCalls } from '../chain/send-calls.ts'
import type { Attestor } from './attestor.ts'
import type { EpochComputer } from './compute-epoch.ts'
import type { EpochStore } from './epoch-store.ts'

export type PublisherDeps = {
  chain: EconomyChain
  terms: EpochTerms
  store: EpochStore
  computer: EpochComputer
  attestors: readonly Attestor[]
  /** Pays the gas of postRoot; its signature means nothing. */
  account: LocalAccount
  logger: Logger
}

/** Posted together when several epochs are due: they fit into one block. */
const EPOCHS_PER_BATCH = 60n

/**
 * Publishes every epoch that has ended and is not posted, in order, and gives how many were. For each:
 * 1. compute the file from the chain and the file before;
 * 2. write it where it is served from, so that nothing posted is ever missing;
 * 3. let each attestor compute it again, and collect signatures until the quorum;
 * 4. post the roots.
 * What is due is read from the chain each time, so a kill at any step, and a chain unwound below a posted
 * epoch, only mean that the same epochs are due again. @throws AppError, retryable or not.
 */
export async function publishDueEpochs(deps: PublisherDeps): Promise<number> {
  const { chain, terms, store, computer, account, logger } = deps
  const rewards = { address: chain.deployment.contracts.rewards, abi: rewardsAbi } as const
  const [head, lastEpoch, vetoCount, quorum] = await Promise.all([
    chain.client.getBlock(),
    chain.client.readContract({ ...rewards, functionName: 'lastEpoch' }),
    chain.client.readContract({ ...rewards, functionName: 'vetoCount' }),
    chain.client.readContract({ ...rewards, functionName: 'quorum' }),
  ])
  const ended = epochAt(terms.clock, head.timestamp) - 1n
  const until = ended < lastEpoch + EPOCHS_PER_BATCH ? ended : lastEpoch + EPOCHS_PER_BATCH
  if (until <= lastEpoch) return 0

  let previous = lastEpoch === 0n ? undefined : await findPosted(deps, lastEpoch)
  const calls: Call[] = []
  for (let epoch = lastEpoch + 1n; epoch <= until; epoch++) {
    const file = await computer.compute(epoch, previous)
    const dataHash = store.write(file)
    const signed = await collectSignatures(deps, { epoch, dataHash, previous, vetoCount }, quorum)
    calls.push(
      postRoot(chain.deployment, account, {
        epoch,
        root: file.root,
        cumulativeTotalWei: BigInt(file.cumulativeTotalWei),
        dataHash,
        signers: signed.map(({ signer }) => signer),
        signatures: signed.map(({ signature }) => signature),
      }),
    )
    previous = file
  }
  await sendAcceptedCalls(chain, calls)
  logger.info({ from: String(lastEpoch + 1n), to: String(until) }, 'epochs were posted')
  return calls.length
}

/** Signatures of the first attestors, ascending, that compute the same file; as many as the quorum asks for. */
async function collectSignatures(
  deps: PublisherDeps,
  proposal: Parameters<Attestor['attest']>[0],
  quorum: bigint,
) {
  const signed: { signer: Attestor['address']; signature: Awaited<ReturnType<Attestor['attest']>> }[] = []
  for (const attestor of deps.attestors) {
    try {
      signed.push({ signer: attestor.address, signature: await attestor.attest(proposal) })
    } catch (error) {
      deps.logger.warn({ err: error, attestor: attestor.address }, 'an attestor did not sign')
    }
  }
  if (BigInt(signed.length) < quorum) {
    throw new AppError(
      'FILE_HASH_MISMATCH',
      `${signed.length} of ${quorum} attestors agree on epoch ${proposal.epoch}.`,
      {
        retryable: true,
      },
    )
  }
  return signed
}

/**
 * The file of a posted epoch: from the store, or computed again from the first epoch on when the folder lost it.
 * @throws AppError FILE_HASH_MISMATCH when the chain's logs no longer give what was posted.
 */
async function findPosted(deps: PublisherDeps, epoch: bigint): Promise<EpochFile> {
  const { chain, store, computer, logger } = deps
  const { dataHash } = await chain.client.readContract({
    address: chain.deployment.contracts.rewards,
    abi: rewardsAbi,
    functionName: 'rootOf',
    args: [epoch],
  })
  const stored = store.read(dataHash)
  if (stored !== undefined) return stored
  logger.warn({ epoch: String(epoch), dataHash }, 'a published file was missing and is computed again')
  let file: EpochFile | undefined
  for (let number = 1n; number <= epoch; number++) {
    file = await computer.compute(number, file)
    store.write(file)
  }
  if (file === undefined || epochDataHash(serialiseEpochFile(file)) !== dataHash) {
    throw new AppError(
      'FILE_HASH_MISMATCH',
      `Epoch ${epoch} was posted with ${dataHash}, which cannot be computed again.`,
    )
  }
  return file
}

/** True when trying again later may help. */
export function isWorthRetrying(error: unknown): boolean {
  const { code, retryable } = toAppError(error)
  // INTERNAL: what the RPC client threw; a node that restarts answers again.
  return retryable || code === 'INTERNAL' || code === 'TX_REVERTED'
}
