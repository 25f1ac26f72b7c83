import { rewardsAbi } from '@network3/chain/abi/rewards'
import type { ChainReader } from '@network3/chain/chain-reader'
import { type EpochClock, epochAt, epochEndsAt, epochStartsAt } from '@network3/core/epochs'
import { SLOTS_PER_EPOCH } from '@network3/core/scoring/parameters'

/** Epochs in milliseconds of the clock on the wall, which the chain's blocks follow. */
export type EpochTimes = {
  /** 0n before the first. */
  epochAt(at: Date): bigint
  startsAtMs(epoch: bigint): number
  endsAtMs(epoch: bigint): number
  lengthMs: number
  slotMs: number
  /** Seconds, as on chain. */
  clock: EpochClock
}

/** Read once: a deployment never changes its clock. Throws what the chain answers. */
export async function readEpochTimes({ client, deployment }: ChainReader): Promise<EpochTimes> {
  const rewards = { address: deployment.contracts.rewards, abi: rewardsAbi } as const
  const [genesisAt, epochLength] = await Promise.all([
    client.readContract({ ...rewards, functionName: 'genesisAt' }),
    client.readContract({ ...rewards, functionName: 'epochLength' }),
  ])
  return epochTimesOf({ genesisAt, epochLength })
}

function epochTimesOf(clock: EpochClock): EpochTimes {
  const lengthMs = Number(clock.epochLength) * 1_000
  return {
    clock,
    lengthMs,
    slotMs: lengthMs / Number(SLOTS_PER_EPOCH),
    epochAt: (at) => epochAt(clock, BigInt(Math.floor(at.getTime() / 1_000))),
    startsAtMs: (epoch) => Number(epochStartsAt(clock, epoch)) * 1_000,
    endsAtMs: (epoch) => Number(epochEndsAt(clock, epoch)) * 1_000,
  }
}
