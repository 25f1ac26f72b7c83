import { type ChainReader, connectChain } from '@network3/chain/chain-reader'
import type { Deployment } from '@network3/chain/deployment'
import { LOCAL_CHAIN_ID } from '@network3/chain/local-economy'
import { AppError } from '@network3/core/app-error'

export type EconomyChain = ChainReader

/**
 * The chain as the economy sees it.
 * @throws AppError CHAIN_MISMATCH for any chain but the local one: the economy's keys are public.
 */
export function connectEconomyChain(rpcUrl: string, deployment: Deployment): EconomyChain {
  if (deployment.chainId !== LOCAL_CHAIN_ID) {
    throw new AppError(
      'CHAIN_MISMATCH',
      `The local economy plays on chain ${LOCAL_CHAIN_ID} alone: its keys are public.`,
    )
  }
  return connectChain(rpcUrl, deployment)
}

/** @throws AppError CHAIN_MISMATCH (not retryable) or RPC_UNREACHABLE (retryable). */
export async function checkEconomyChain({ client, deployment }: EconomyChain): Promise<void> {
  const { chainId, genesisHash, contracts } = deployment
  const [id, genesis, code] = await Promise.all([
    client.getChainId(),
    client.getBlock({ blockNumber: 0n }),
    client.getCode({ address: contracts.rewards }),
  ]).catch((cause: unknown) => {
    throw new AppError('RPC_UNREACHABLE', 'The local chain does not answer.', { cause, retryable: true })
  })
  if (id !== chainId || genesis.hash !== genesisHash || code === undefined) {
    throw new AppError(
      'CHAIN_MISMATCH',
      'The deployment record describes another chain than the one that answers.',
    )
  }
}
