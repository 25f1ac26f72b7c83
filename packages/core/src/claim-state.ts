import type { ClaimReasonCode } from './reasons.ts'

/** IRewards.RootStatus. */
export type RootState = 'none' | 'pending' | 'claimable' | 'vetoed'

export type PostedEpoch = {
  claimableAt: Date
  vetoedAt: Date | null
  fileState: 'pending' | 'verified' | 'refused'
}

/** What an operator has in the newest claimable epoch, and what was paid. Amounts in wei. */
export type ClaimPosition = {
  epoch: PostedEpoch | undefined
  cumulativeWei: bigint
  claimedWei: bigint
  hasMinimumSelfStake: boolean
}

export function rootStateOf(epoch: PostedEpoch | undefined, now: Date): RootState {
  if (epoch === undefined) return 'none'
  if (epoch.vetoedAt !== null) return 'vetoed'
  return now.getTime() >= epoch.claimableAt.getTime() ? 'claimable' : 'pending'
}

/** What a claim would pay now, in wei; zero or more, for a cumulative amount below what was paid pays nothing. */
export function claimableWei(position: ClaimPosition, now: Date): bigint {
  if (claimCan.claim(position, now) !== true) return 0n
  return position.cumulativeWei - position.claimedWei
}

/** Why a position is as it is, for the line under the amount. */
export function claimReasonOf(position: ClaimPosition, now: Date): ClaimReasonCode {
  const answer = claimCan.claim(position, now)
  if (answer !== true) return answer
  return position.hasMinimumSelfStake ? 'CLAIM_READY' : 'CLAIM_LOCKED_AS_STAKE'
}

/** What may be done with a position: true, or the reason why not. Enforced again by Rewards.sol#claim. */
export const claimCan = {
  claim: (position: ClaimPosition, now: Date): true | ClaimReasonCode => {
    const { epoch } = position
    if (epoch === undefined) return 'CLAIM_NO_EPOCH'
    const state = rootStateOf(epoch, now)
    if (state === 'vetoed') return 'CLAIM_EPOCH_VETOED'
    if (state === 'pending') return 'CLAIM_EPOCH_PENDING'
    if (epoch.fileState !== 'verified') return 'CLAIM_FILE_NOT_VERIFIED'
    if (position.cumulativeWei === 0n) return 'CLAIM_NOTHING_EARNED'
    return position.cumulativeWei > position.claimedWei ? true : 'CLAIM_ALREADY_PAID'
  },
}
