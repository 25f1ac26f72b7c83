import { AppError } from './app-error.ts'

/** Rewards' clock, in seconds as on chain. Enforced by contracts/src/Rewards.sol#epochAt. */
export type EpochClock = { genesisAt: bigint; epochLength: bigint }

/** The epoch that contains `timestamp` (seconds), counted from 1; 0n before genesis. */
export function epochAt(clock: EpochClock, timestamp: bigint): bigint {
  if (timestamp < clock.genesisAt) return 0n
  return (timestamp - clock.genesisAt) / clock.epochLength + 1n
}

/** First second of an epoch. Throws EPOCH_INVALID below 1. */
export function epochStartsAt(clock: EpochClock, epoch: bigint): bigint {
  if (epoch < 1n) throw new AppError('EPOCH_INVALID', 'Epochs are counted from 1.')
  return clock.genesisAt + (epoch - 1n) * clock.epochLength
}

/** First second after an epoch. Throws EPOCH_INVALID below 1. */
export function epochEndsAt(clock: EpochClock, epoch: bigint): bigint {
  return epochStartsAt(clock, epoch) + clock.epochLength
}
