import 'server-only'
import { env } from '../env.ts'
import { type ChainConfig, LOCAL_CHAIN_ID } from './chain-config.ts'
import { getDeployment } from './get-deployment.ts'

/** The chain this server speaks of, from its environment and the deployment record. */
export async function getChainConfig(): Promise<ChainConfig> {
  const { RPC_URL, PUBLIC_RPC_URL } = env()
  const { chainId, contracts } = await getDeployment()
  return {
    chainId,
    isLocal: chainId === LOCAL_CHAIN_ID,
    rpcUrl: PUBLIC_RPC_URL ?? RPC_URL,
    explorerUrl: undefined,
    contracts,
  }
}
