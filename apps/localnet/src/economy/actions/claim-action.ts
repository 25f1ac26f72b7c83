import { epochLeaf, epochTree } from '@network3/core/verify-epoch-file'
import { claimRewards } from '../chain/calls.ts'
import type { Action } from './action.ts'

/** An operator claims what the newest claimable epoch proves beyond what it was paid. Others wait: earned ≠ paid. */
export const claimEarnings: Action = async (view) => {
  const newest = await view.claimable()
  if (newest === undefined) return undefined
  const { epoch, file } = newest
  const owed = file.operators.filter(({ operator, cumulativeWei }) => {
    return (
      BigInt(cumulativeWei) > (view.book.claimedWei.get(operator) ?? 0n) &&
      view.accountOf(operator) !== undefined
    )
  })
  const entry = view.random.pick(owed)
  const account = entry === undefined ? undefined : view.accountOf(entry.operator)
  if (entry === undefined || account === undefined) return undefined
  return claimRewards(view.deployment, account, {
    epoch,
    operator: entry.operator,
    cumulativeWei: BigInt(entry.cumulativeWei),
    proof: epochTree(file).proofOf(epochLeaf(file, entry)),
  })
}
