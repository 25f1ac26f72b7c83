import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Deployment } from '@network3/chain/deployment'
import { deploymentFileOf, loadDeployment } from '@network3/chain/load-deployment'
import { deployLocally } from '@network3/contracts/deploy-locally'
import { AppError, isAppError } from '@network3/core/app-error'
import { createPublicClient, http, type PublicClient } from 'viem'
import { writeFileAtomically } from '../data/write-file-atomically.ts'
import { localChainId } from './start-chain.ts'
import type { UpContext } from './up-context.ts'

export type SettledDeployment = { deployment: Deployment; file: string; deployed: boolean }

/**
 * The contracts of the chain: those on record where the chain really has them, else, on a local chain only, new
 * ones. The record of the default data folder is also written where commands look for it.
 *
 * @throws AppError DEPLOYMENT_MISSING or DEPLOYMENT_MISMATCH with a sentence, on a chain that is not local.
 */
export async function settleDeployment(
  { env, layout, root }: Pick<UpContext, 'env' | 'layout' | 'root'>,
  chain: { rpcUrl: string; chainId: number },
): Promise<SettledDeployment> {
  const client = createPublicClient({ transport: http(chain.rpcUrl) })
  const isLocal = chain.chainId === localChainId
  const file = env.deploymentFile ?? (isLocal ? layout.deployment : deploymentFileOf(chain.chainId))
  const recorded = isLocal && !existsSync(file) ? undefined : await loadRecord(chain.chainId, file, isLocal)
  if (recorded !== undefined && (await isOnChain(client, recorded))) {
    return { deployment: recorded, file, deployed: false }
  }
  if (!isLocal) {
    throw new AppError(
      'DEPLOYMENT_MISMATCH',
      `Chain ${chain.chainId} at ${chain.rpcUrl} does not have the contracts of ${file}.`,
    )
  }
  const deployment = await deployLocally(chain.rpcUrl)
  const record = `${JSON.stringify(deployment, undefined, 2)}\n`
  writeFileAtomically(file, record)
  if (layout.folder === join(root, '.network3')) {
    const wellKnown = deploymentFileOf(chain.chainId)
    mkdirSync(dirname(wellKnown), { recursive: true })
    writeFileAtomically(wellKnown, record)
  }
  return { deployment, file, deployed: true }
}

async function loadRecord(chainId: number, file: string, isLocal: boolean): Promise<Deployment> {
  try {
    return await loadDeployment({ chainId, file })
  } catch (cause) {
    if (!isLocal || !isAppError(cause, 'DEPLOYMENT_INVALID')) throw cause
    // The database and the books beside it are of those contracts too, so all of it begins anew or none.
    throw new AppError(
      'DEPLOYMENT_INVALID',
      `${file} names other contracts than this version has. Start the local stack with --reset.`,
      { cause },
    )
  }
}

async function isOnChain(client: PublicClient, deployment: Deployment): Promise<boolean> {
  const genesis = await client.getBlock({ blockNumber: 0n })
  if (genesis.hash !== deployment.genesisHash) return false
  const codes = await Promise.all(
    Object.values(deployment.contracts).map((address) => client.getCode({ address })),
  )
  return codes.every((code) => code !== undefined)
}
