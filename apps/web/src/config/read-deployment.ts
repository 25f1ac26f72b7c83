import type { Deployment } from '@network3/chain/deployment'
import { loadDeployment } from '@network3/chain/load-deployment'
import { env } from '../env.ts'

let deployment: Deployment | undefined

/** The deployment record, read once it is there. Throws DEPLOYMENT_MISSING, DEPLOYMENT_INVALID, DEPLOYMENT_MISMATCH. */
export async function readDeployment(): Promise<Deployment> {
  const { CHAIN_ID, DEPLOYMENT_FILE } = env()
  deployment ??= await loadDeployment({
    chainId: CHAIN_ID,
    ...(DEPLOYMENT_FILE !== undefined && { file: DEPLOYMENT_FILE }),
  })
  return deployment
}
