/** What decides how Rewards.claim would divide an amount. Enforced by contracts/src/Rewards.sol#_split. */
export type ClaimSplitInput = {
  amountWei: bigint
  commissionBps: number
  /** The pool has no shares: all of it is the operator's. */
  isPoolEmpty: boolean
  selfStakeWei: bigint
  minimumSelfStakeWei: bigint
  minimumStakeWei: bigint
}

export type ClaimSplit = { commissionWei: bigint; toPoolWei: bigint; isLockedAsStake: boolean }

/**
 * A preview of a claim's payment; undefined when the contract would pay nothing yet, because the amount must be
 * staked for the operator and is too small for a first stake.
 */
export function claimSplit(input: ClaimSplitInput): ClaimSplit | undefined {
  const { amountWei, commissionBps, isPoolEmpty, selfStakeWei } = input
  const commissionWei = isPoolEmpty ? amountWei : (amountWei * BigInt(commissionBps)) / 10_000n
  const mustStake = selfStakeWei < input.minimumSelfStakeWei
  if (mustStake && selfStakeWei + commissionWei < input.minimumStakeWei) {
    if (isPoolEmpty) return undefined
    return { commissionWei: 0n, toPoolWei: amountWei, isLockedAsStake: false }
  }
  return {
    commissionWei,
    toPoolWei: amountWei - commissionWei,
    isLockedAsStake: mustStake && commissionWei > 0n,
  }
}
