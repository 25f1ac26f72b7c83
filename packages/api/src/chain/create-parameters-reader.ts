import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import type { Deployment } from '@network3/chain/deployment'
import { AppError } from '@network3/core/app-error'
import type { EpochClock } from '@network3/core/epochs'
import type { ChainClient } from './create-chain-client.ts'

/** What the contracts were deployed with and never change. Amounts in wei, times in seconds. */
type ProtocolParameters = {
  clock: EpochClock
  minimumStakeWei: bigint
  minimumSelfStakeWei: bigint
  thawSeconds: bigint
  tokenCapWei: bigint
  /** After a lease's time, before anybody may finalize it. */
  leaseGraceSeconds: number
}

export type ParametersReader = () => Promise<ProtocolParameters>

/** Reads the immutables once per process. Throws RPC_UNREACHABLE, and then asks again at the next call. */
export function createParametersReader(client: ChainClient, deployment: Deployment): ParametersReader {
  let answer: Promise<ProtocolParameters> | undefined
  return () => {
    answer ??= readParameters(client, deployment).catch((cause: unknown) => {
      answer = undefined
      throw new AppError(
        'RPC_UNREACHABLE',
        'The chain did not answer what its contracts were deployed with.',
        {
          cause,
          retryable: true,
        },
      )
    })
    return answer
  }
}

async function readParameters(client: ChainClient, { contracts }: Deployment): Promise<ProtocolParameters> {
  const rewards = { address: contracts.rewards, abi: rewardsAbi } as const
  const staking = { address: contracts.staking, abi: stakingAbi } as const
  const leaseMarket = { address: contracts.leaseMarket, abi: leaseMarketAbi } as const
  const [
    genesisAt,
    epochLength,
    minimumStakeWei,
    minimumSelfStakeWei,
    thawSeconds,
    tokenCapWei,
    leaseGraceSeconds,
  ] = await Promise.all([
    client.readContract({ ...rewards, functionName: 'genesisAt' }),
    client.readContract({ ...rewards, functionName: 'epochLength' }),
    client.readContract({ ...staking, functionName: 'minimumStake' }),
    client.readContract({ ...staking, functionName: 'minimumSelfStake' }),
    client.readContract({ ...staking, functionName: 'thawPeriod' }),
    client.readContract({ address: contracts.n3Token, abi: n3TokenAbi, functionName: 'CAP' }),
    client.readContract({ ...leaseMarket, functionName: 'gracePeriod' }),
  ])
  return {
    clock: { genesisAt, epochLength },
    ...{ minimumStakeWei, minimumSelfStakeWei, thawSeconds, tokenCapWei, leaseGraceSeconds },
  }
}
