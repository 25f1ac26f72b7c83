import { lowerAddress } from '@network3/core/address'
import { AppError } from '@network3/core/app-error'
import { type EmissionCurve, emissionThroughDown } from '@network3/core/emission'
import type { EpochClock } from '@network3/core/epochs'
import type { Address } from '@network3/core/hex'
import { localScoringParameters, type ScoringParameters } from '@network3/core/scoring/parameters'
import { rewardsAbi } from '../abi/rewards.ts'
import { stakingAbi } from '../abi/staking.ts'
import type { ChainReader } from '../chain-reader.ts'

/** What never changes while a deployment lives: read once. */
export type EpochTerms = {
  chainId: number
  rewards: Address
  token: Address
  clock: EpochClock
  curve: EmissionCurve
  parameters: ScoringParameters
}

/** @throws AppError ABI_DRIFT when the contract's curve is not the one this code follows. */
export async function readEpochTerms({ client, deployment }: ChainReader): Promise<EpochTerms> {
  const rewards = { address: deployment.contracts.rewards, abi: rewardsAbi } as const
  const staking = { address: deployment.contracts.staking, abi: stakingAbi } as const
  const [genesisAt, epochLength, totalEmission, halvingEpochs, minimumSelfStakeWei] = await Promise.all([
    client.readContract({ ...rewards, functionName: 'genesisAt' }),
    client.readContract({ ...rewards, functionName: 'epochLength' }),
    client.readContract({ ...rewards, functionName: 'totalEmission' }),
    client.readContract({ ...rewards, functionName: 'halvingEpochs' }),
    client.readContract({ ...staking, functionName: 'minimumSelfStake' }),
  ])
  const curve = { totalEmission, halvingEpochs }
  const probes = [1n, halvingEpochs / 2n, halvingEpochs + 1n, halvingEpochs * 3n + 7n]
  const limits = await Promise.all(
    probes.map((epoch) =>
      client.readContract({ ...rewards, functionName: 'emissionThrough', args: [epoch] }),
    ),
  )
  if (probes.some((epoch, index) => emissionThroughDown(curve, epoch) !== limits[index])) {
    throw new AppError(
      'ABI_DRIFT',
      'The emission curve on chain is not the one that this version computes with.',
    )
  }
  return {
    chainId: deployment.chainId,
    rewards: lowerAddress(deployment.contracts.rewards),
    token: lowerAddress(deployment.contracts.n3Token),
    clock: { genesisAt, epochLength },
    curve,
    parameters: { ...localScoringParameters, minimumSelfStakeWei },
  }
}
