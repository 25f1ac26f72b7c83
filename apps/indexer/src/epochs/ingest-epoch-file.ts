import type { EpochFile } from '@network3/core/epoch-file'
import type { Address } from '@network3/core/hex'
import { verifyEpochText } from '@network3/core/verify-epoch-file'
import {
  findEpochFile,
  findVerifiedNeighbour,
  keepEpochFile,
  lockUnverifiedEpoch,
  type UnverifiedEpoch,
} from '@network3/db/write/epoch-files'
import type { Writer } from '@network3/db/write/open-writer'
import { addRewards, type NodeIncrement, type OperatorIncrement } from '@network3/db/write/rewards'
import { compareNeighbours } from './compare-neighbours.ts'
import { fetchEpochFile } from './fetch-epoch-file.ts'

export type Ingestion = {
  writer: Writer
  epoch: UnverifiedEpoch
  domain: { chainId: number; rewards: Address }
  epochFilesUrl: string | undefined
  signal: AbortSignal
}

/**
 * Verifies one epoch's file against its root on chain and against its neighbours, and counts it as earned, all in
 * one transaction. A copy kept from before (the root was undone and came back) is used without asking the network.
 * False when meanwhile the root is gone, vetoed or replaced. Throws FILE_… , ROOT_MISMATCH, TOTAL_MISMATCH.
 */
export async function ingestEpochFile({
  writer,
  epoch,
  domain,
  epochFilesUrl,
  signal,
}: Ingestion): Promise<boolean> {
  const kept = await writer.transaction((tx) => findEpochFile(tx, epoch.dataHash))
  const text = kept ?? (await fetchEpochFile(epochFilesUrl, epoch.dataHash, signal))
  const file = verifyEpochText(text, {
    ...domain,
    epoch: Number(epoch.number),
    ...{ root: epoch.root, dataHash: epoch.dataHash, cumulativeTotalWei: epoch.cumulativeTotalWei },
  })
  const operators = readOperators(file)
  return writer.transaction(async (tx) => {
    const locked = await lockUnverifiedEpoch(tx, epoch)
    if (locked === undefined) return false
    const below = await findVerifiedNeighbour(tx, epoch.number, 'below')
    const above = await findVerifiedNeighbour(tx, epoch.number, 'above')
    compareNeighbours({ number: epoch.number, operators }, below, above)
    await keepEpochFile(tx, epoch.dataHash, epoch.number, text)
    await addRewards(tx, locked, operators, readNodes(file))
    return true
  })
}

function readOperators(file: EpochFile): OperatorIncrement[] {
  return file.operators.map(({ operator, amountWei, cumulativeWei }) => ({
    ...{ operator, amountWei: BigInt(amountWei), cumulativeWei: BigInt(cumulativeWei) },
  }))
}

function readNodes(file: EpochFile): NodeIncrement[] {
  return file.nodes.map(({ node, operator, amountWei, ...inputs }) => ({
    ...{ node, operator, amountWei: BigInt(amountWei), inputs },
  }))
}
