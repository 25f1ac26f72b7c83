import type { Deployment } from '@network3/chain/deployment'
import { lowerAddress } from '@network3/core/address'
import { AppError, toAppError } from '@network3/core/app-error'
import type { EpochFile } from '@network3/core/epoch-file'
import type { Hex } from '@network3/core/hex'
import { verifyEpochText } from '@network3/core/verify-epoch-file'
import type { Check } from '@network3/db/queries/audit/compare-facts'
import type { Facts } from '@network3/db/queries/audit/facts'

const AT_ONCE = 16

export type FetchedFiles = { check: Check; files: Map<string, EpochFile> }

/** Fetches the file of every root that stands, and rebuilds it to the contract's root and total. */
export async function fetchEpochFiles(
  base: string,
  deployment: Deployment,
  epochs: Facts,
): Promise<FetchedFiles> {
  const standing = [...epochs].filter(([, { isVetoed }]) => isVetoed === 'false')
  const files = new Map<string, EpochFile>()
  const differences: string[] = []
  const rest = standing.values()
  const work = async () => {
    for (const [epoch, root] of rest) {
      try {
        files.set(epoch, await fetchEpochFile(base, deployment, epoch, root))
      } catch (error) {
        differences.push(`epoch ${epoch}: ${toAppError(error).message}`)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { check: { name: 'epoch files rebuilt to roots', compared: standing.length, differences }, files }
}

async function fetchEpochFile(
  base: string,
  deployment: Deployment,
  epoch: string,
  posted: Record<string, string>,
): Promise<EpochFile> {
  const url = `${base.replace(/\/$/, '')}/${posted.dataHash}.json`
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch((cause: unknown) => {
    throw new AppError('FILE_UNREACHABLE', `${url} does not answer.`, { cause })
  })
  if (!response.ok) throw new AppError('FILE_UNREACHABLE', `${url} answered ${response.status}.`)
  return verifyEpochText(await response.text(), {
    chainId: deployment.chainId,
    rewards: lowerAddress(deployment.contracts.rewards),
    epoch: Number(epoch),
    root: posted.root as Hex,
    dataHash: posted.dataHash as Hex,
    cumulativeTotalWei: BigInt(posted.cumulativeTotal ?? '0'),
  })
}
