import type { RouterOutputs } from '@network3/api/types'
import type { ClaimEntry } from '../../chain/actions/claim.ts'

type Claimable = RouterOutputs['rewards']['getClaimable']

/** What Rewards.claim takes, when there is something to claim. */
export function toClaimEntry({ operator, claim, claimableWei }: Claimable): ClaimEntry | undefined {
  if (claim === null || claimableWei === '0') return undefined
  return {
    operator,
    epoch: claim.epoch,
    cumulativeWei: BigInt(claim.cumulativeWei),
    proof: claim.proof,
    claimableWei: BigInt(claimableWei),
  }
}
