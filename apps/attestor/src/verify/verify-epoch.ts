import { rewardsAbi } from '@network3/chain/abi/rewards'
import type { ChainReader } from '@network3/chain/chain-reader'
import { readEpochTerms } from '@network3/chain/epochs/epoch-terms'
import { AppError } from '@network3/core/app-error'
import type { EpochFile } from '@network3/core/epoch-file'
import type { Hex } from '@network3/core/hex'
import { receiptsHash } from '@network3/core/receipts-file'
import { verifyEpochText } from '@network3/core/verify-epoch-file'
import { createEpochComputer } from '../epochs/compute-epoch.ts'
import { fetchText } from '../receipts/fetch-text.ts'
import { firstDifference } from './first-difference.ts'

/** Where everything public is. */
export type EpochSources = {
  chain: ChainReader
  /** Base of a gateway. */
  receiptsUrl: string
  /** Bases of epoch files, asked in this order. */
  epochFilesUrls: readonly string[]
}

export type VerifiedEpoch = {
  file: EpochFile
  isEqual: boolean
  /** The first place in which the published file is not what was computed, and both values. */
  difference: string | undefined
  /** Receipts that do not hold; they count for nothing. */
  refused: number
  /** The text it was computed from; null when there was none. */
  receipts: string | null
}

/**
 * Computes a posted epoch again from the chain, the published receipts and the file before, and compares. Throws
 * EPOCH_INVALID when it was not posted, FILE_…, ROOT_MISMATCH, TOTAL_MISMATCH, and what the chain answers.
 */
export async function verifyEpoch(sources: EpochSources, epoch: bigint): Promise<VerifiedEpoch> {
  const file = await findFile(sources, epoch)
  if (file.version === 1) {
    throw new AppError(
      'EPOCH_INVALID',
      `Epoch ${epoch} is from before nodes were measured: its file and root agree, and that is all there is to it.`,
    )
  }
  const previous = epoch === 1n ? undefined : await findFile(sources, epoch - 1n)
  const receipts = file.receiptsHash === null ? null : await findReceipts(sources, epoch)
  const hash = receipts === null ? null : receiptsHash(receipts)
  if (hash !== file.receiptsHash) {
    const difference = `receipts: published ${hash}, the file was computed from ${file.receiptsHash}`
    return { file, isEqual: false, difference, refused: 0, receipts }
  }
  const computer = createEpochComputer(sources.chain, await readEpochTerms(sources.chain))
  const computed = await computer.compute(epoch, receipts, previous)
  const difference = firstDifference(file, computed.file)
  return { file, isEqual: difference === undefined, difference, refused: computed.refused.length, receipts }
}

async function findReceipts({ receiptsUrl }: EpochSources, epoch: bigint): Promise<string> {
  const url = `${receiptsUrl.replace(/\/$/, '')}/v1/epochs/${epoch}/receipts.json`
  const text = await fetchText(url).catch((cause: unknown) => {
    throw new AppError('FILE_UNREACHABLE', `No receipts could be had from ${url}.`, { cause })
  })
  if (text === undefined) throw new AppError('FILE_UNREACHABLE', `There are no receipts at ${url}.`)
  return text
}

async function findFile({ chain, epochFilesUrls }: EpochSources, epoch: bigint): Promise<EpochFile> {
  const { client, deployment } = chain
  const rewards = { address: deployment.contracts.rewards, abi: rewardsAbi } as const
  const posted = await client.readContract({ ...rewards, functionName: 'rootOf', args: [epoch] })
  if (BigInt(posted.dataHash) === 0n) {
    throw new AppError('EPOCH_INVALID', `Epoch ${epoch} is not posted on chain.`)
  }
  const text = await fetchFile(epochFilesUrls, posted.dataHash)
  return verifyEpochText(text, {
    ...{ chainId: deployment.chainId, rewards: deployment.contracts.rewards, epoch: Number(epoch) },
    ...{ root: posted.root, dataHash: posted.dataHash, cumulativeTotalWei: posted.cumulativeTotal },
  })
}

async function fetchFile(bases: readonly string[], dataHash: Hex): Promise<string> {
  for (const base of bases) {
    const text = await fetchText(`${base.replace(/\/$/, '')}/${dataHash}.json`).catch(() => undefined)
    if (text !== undefined) return text
  }
  throw new AppError('FILE_UNREACHABLE', `Nobody serves the epoch file ${dataHash}.`)
}
