/** A position as the API tells it: shares, and what they are worth at the last indexed block, in wei. */
export type Position = { shares: bigint; valueWei: bigint }

export type UnstakeChoice =
  | { shares: bigint; expectedWei: bigint; problem: undefined }
  | { shares: undefined; expectedWei: undefined; problem: string }

/**
 * The fewest shares worth at least `wei` at the last indexed block, and what they are worth there, rounded down as
 * the contract does. The whole position is all of its shares, so that no dust stays behind. The contract wants what
 * remains to be nothing or at least the minimum; that is checked here so that it can be said while typing.
 */
export function chooseUnstakeSharesUp(position: Position, wei: bigint, minimumWei: bigint): UnstakeChoice {
  if (wei > position.valueWei) return refuse('This is more than your position.')
  if (wei === position.valueWei) return { shares: position.shares, expectedWei: wei, problem: undefined }
  const shares = (wei * position.shares + position.valueWei - 1n) / position.valueWei
  const remainingWei = ((position.shares - shares) * position.valueWei) / position.shares
  if (remainingWei < minimumWei) {
    return refuse('What remains would be below the minimum stake. Take out everything with Max, or less.')
  }
  return { shares, expectedWei: (shares * position.valueWei) / position.shares, problem: undefined }
}

function refuse(problem: string): UnstakeChoice {
  return { shares: undefined, expectedWei: undefined, problem }
}
