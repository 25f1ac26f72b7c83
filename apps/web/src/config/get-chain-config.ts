import 'server-only'
import type { Deployment } from '@network3/chain/deployment'
import { loadDeployment } from '@network3/chain/load-deployment'
import { env } from '../env.ts'
import { type ChainConfig, LOCAL_CHAIN_ID } from './chain-config.ts'

let deployment: Deployment | undefined

/** The chain this server speaks of, from its environment and the deployment record (read once it is there). */
export async function getChainConfig(): Promise<ChainConfig> {
  const { CHAIN_ID, DEPLOYMENT_FILE, RPC_URL, PUBLIC_RPC_URL } = env()
  deployment ??= await loadDeployment({
    chainId: CHAIN_ID,
    ...(DEPLOYMENT_FILE !== undefined && { file: DEPLOYMENT_FILE }),
  })
  const { chainId, contracts } = deployment
  return {
    chainId,
    isLocal: chainId === LOCAL_CHAIN_ID,
    rpcUrl: PUBLIC_RPC_URL ?? RPC_URL,
    explorerUrl: undefined,
    contracts,
  }
}
