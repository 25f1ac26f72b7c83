import type { Address } from 'viem'
import type { DeployParameters } from './deploy-parameters.ts'

/** StakingState.Parameters. */
export function stakingParameters({ staking }: DeployParameters) {
  return {
    thawPeriod: staking.thawPeriodSeconds,
    evidenceWindow: staking.evidenceWindowSeconds,
    courtDelay: staking.courtDelaySeconds,
    streamPeriod: staking.streamPeriodSeconds,
    commissionDelay: staking.commissionDelaySeconds,
    maxCommissionBps: staking.maxCommissionBps,
    maxSlashBps: staking.maxSlashBps,
    minimumStake: staking.minimumStakeWei,
    minimumSelfStake: staking.minimumSelfStakeWei,
  }
}

/** RewardsState.Parameters; attestors ascending, as the contract wants them. */
export function rewardsParameters(attestors: readonly Address[], { rewards }: DeployParameters) {
  return {
    epochLength: rewards.epochLengthSeconds,
    challengeDelay: rewards.challengeDelaySeconds,
    halvingEpochs: rewards.halvingEpochs,
    attestors: [...attestors].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    quorum: BigInt(rewards.attestorQuorum),
  }
}

/** LeaseMarketState.Parameters. */
export function leaseMarketParameters({ leaseMarket }: DeployParameters) {
  return {
    thawPeriod: leaseMarket.thawPeriodSeconds,
    gracePeriod: leaseMarket.gracePeriodSeconds,
    contestWindow: leaseMarket.contestWindowSeconds,
    rulingPeriod: leaseMarket.rulingPeriodSeconds,
    feeBps: leaseMarket.feeBps,
  }
}
