import { rewardsAbi } from '@network3/chain/abi/rewards'
import type { ChainReader } from '@network3/chain/chain-reader'
import type { EpochTerms } from '@network3/chain/epochs/epoch-terms'
import { AppError } from '@network3/core/app-error'
import { type EpochFile, parseEpochFile, serialiseEpochFile } from '@network3/core/epoch-file'
import { epochAt, epochEndsAt } from '@network3/core/epochs'
import type { Hex } from '@network3/core/hex'
import type { Logger } from '@network3/service/logger'
import type { LocalAccount } from 'viem'
import type { AttestorMetrics } from '../attestor-metrics.ts'
import type { EpochComputer } from '../epochs/compute-epoch.ts'
import type { FileStore } from '../epochs/file-store.ts'
import { type Attestation, signRoot } from './root-signature.ts'

export type AttestDeps = {
  chain: ChainReader
  terms: EpochTerms
  computer: EpochComputer
  store: FileStore
  account: LocalAccount
  findReceipts: (epoch: bigint) => Promise<string | undefined>
  /** A file by its hash from whoever else serves it. */
  fetchEpochText: (dataHash: Hex) => Promise<string | undefined>
  /** Seconds of the chain after an epoch's end for which its receipts are waited for. */
  receiptsWaitSeconds: bigint
  metrics: AttestorMetrics
  logger: Logger
}

/** An epoch this attestor has computed and signed, and that is not posted yet. */
export type Candidate = {
  file: EpochFile
  dataHash: Hex
  receiptsHash: Hex | null
  vetoCount: bigint
  previousHash: Hex | null
  attestation: Attestation
  /** Milliseconds since the Unix epoch. */
  signedAt: number
}

/** What is due on chain: the epochs after `lastEpoch` that have ended. */
export type Due = { lastEpoch: bigint; ended: bigint; vetoCount: bigint; now: bigint }

const EPOCHS_AHEAD = 60n
/** Signatures are told for a while after their epoch was posted, for attestors that are behind. */
const KEPT = 120n

/**
 * Computes and signs every epoch that has ended and is not posted, in order. An epoch waits for its receipts; when they
 * cannot be had in time it is computed without any, as if nothing had been measured, and should they come after all,
 * before it is posted, it is computed again with them — never the other way round.
 */
export function createAttesting(deps: AttestDeps) {
  const { chain, terms, computer, store, account, metrics, logger } = deps
  const rewards = { address: chain.deployment.contracts.rewards, abi: rewardsAbi } as const
  const candidates = new Map<bigint, Candidate>()
  const attestations = new Map<bigint, Attestation>()
  let posted: { dataHash: Hex; file: EpochFile } | undefined

  const readDue = async (): Promise<Due> => {
    const [head, lastEpoch, vetoCount] = await Promise.all([
      chain.client.getBlock(),
      chain.client.readContract({ ...rewards, functionName: 'lastEpoch' }),
      chain.client.readContract({ ...rewards, functionName: 'vetoCount' }),
    ])
    return { lastEpoch, vetoCount, ended: epochAt(terms.clock, head.timestamp) - 1n, now: head.timestamp }
  }

  const findPosted = async (epoch: bigint): Promise<{ dataHash: Hex; file: EpochFile }> => {
    const { dataHash } = await chain.client.readContract({
      ...rewards,
      functionName: 'rootOf',
      args: [epoch],
    })
    if (posted?.dataHash === dataHash) return posted
    const text = store.readEpochText(dataHash) ?? (await deps.fetchEpochText(dataHash))
    const file = text === undefined ? await computeAgain(epoch, dataHash) : parseEpochFile(text)
    if (text !== undefined) store.writeEpochText(text)
    posted = { dataHash, file }
    return posted
  }

  /** From the first epoch on: nobody serves the file any more. */
  const computeAgain = async (epoch: bigint, dataHash: Hex): Promise<EpochFile> => {
    logger.warn({ epoch: String(epoch), dataHash }, 'a published file was missing and is computed again')
    let file: EpochFile | undefined
    for (let number = 1n; number <= epoch; number++) {
      const receipts = (await deps.findReceipts(number)) ?? null
      file = (await computer.compute(number, receipts, file)).file
      store.writeEpochText(serialiseEpochFile(file))
    }
    if (file === undefined || store.readEpochText(dataHash) === undefined) {
      throw new AppError(
        'FILE_HASH_MISMATCH',
        `Epoch ${epoch} was posted with ${dataHash}, which nobody serves and cannot be computed again.`,
        { retryable: true },
      )
    }
    return file
  }

  const isStillTrue = async (candidate: Candidate, previousHash: Hex | null, due: Due): Promise<boolean> => {
    if (candidate.previousHash !== previousHash || candidate.vetoCount !== due.vetoCount) return false
    const { snapshotBlock, snapshotHash } = candidate.file
    const block = await chain.client.getBlock({ blockNumber: BigInt(snapshotBlock) }).catch(() => undefined)
    return block?.hash === snapshotHash
  }

  const attest = async (
    epoch: bigint,
    receipts: string | null,
    previous: { file: EpochFile; dataHash: Hex } | undefined,
    vetoCount: bigint,
  ): Promise<Candidate> => {
    const startedAt = performance.now()
    const { file, refused } = await computer.compute(epoch, receipts, previous?.file)
    for (const entry of refused.slice(0, 20)) {
      logger.error({ epoch: file.epoch, ...entry }, 'a receipt does not hold and was left out')
    }
    metrics.refused.inc(refused.length)
    const dataHash = store.writeEpochText(serialiseEpochFile(file))
    const signature = await signRoot(chain.deployment, account, { file, dataHash, vetoCount })
    const receiptsHash = file.version === 2 ? file.receiptsHash : null
    const signer = account.address.toLowerCase() as Hex
    metrics.lastEpoch.set(file.epoch)
    logger.info(
      {
        ...{ epoch: file.epoch, dataHash, receiptsHash, refused: refused.length },
        durationMs: Math.round(performance.now() - startedAt),
      },
      'an epoch was computed and signed',
    )
    return {
      ...{ file, dataHash, receiptsHash, vetoCount, previousHash: previous?.dataHash ?? null },
      attestation: {
        epoch: file.epoch,
        dataHash,
        receiptsHash,
        vetoCount: String(vetoCount),
        signer,
        signature,
      },
      signedAt: Date.now(),
    }
  }

  return {
    attestationOf: (epoch: bigint) => attestations.get(epoch),
    candidateOf: (epoch: bigint) => candidates.get(epoch),
    /** Brings the candidates up to date, and gives what is due. Throws what chain and files give; asking again is safe. */
    advance: async (): Promise<Due> => {
      const due = await readDue()
      // Files are large; of what is posted only the signature is still asked for.
      for (const epoch of candidates.keys()) if (epoch <= due.lastEpoch) candidates.delete(epoch)
      for (const epoch of attestations.keys()) if (epoch < due.lastEpoch - KEPT) attestations.delete(epoch)
      if (due.ended <= due.lastEpoch) return due
      let previous = due.lastEpoch === 0n ? undefined : await findPosted(due.lastEpoch)
      const until = due.ended < due.lastEpoch + EPOCHS_AHEAD ? due.ended : due.lastEpoch + EPOCHS_AHEAD
      for (let epoch = due.lastEpoch + 1n; epoch <= until; epoch++) {
        const known = candidates.get(epoch)
        const isTrue = known !== undefined && (await isStillTrue(known, previous?.dataHash ?? null, due))
        if (!isTrue || known.receiptsHash === null) {
          const receipts = await deps.findReceipts(epoch)
          const waitsUntil = epochEndsAt(terms.clock, epoch) + deps.receiptsWaitSeconds
          if (receipts === undefined && due.now < waitsUntil) {
            metrics.waiting.set(1)
            return due
          }
          if (!isTrue || receipts !== undefined) {
            if (receipts === undefined) {
              logger.error({ epoch: String(epoch) }, 'no receipts came in time: nothing counts as measured')
            }
            const candidate = await attest(epoch, receipts ?? null, previous, due.vetoCount)
            candidates.set(epoch, candidate)
            attestations.set(epoch, candidate.attestation)
          }
        }
        const candidate = candidates.get(epoch)
        if (candidate === undefined) return due
        previous = candidate
      }
      metrics.waiting.set(0)
      return due
    },
  }
}
