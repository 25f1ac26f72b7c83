import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { bpsOutput, weiOutput } from '../../fields/amount.ts'
import { hashOutput } from '../../fields/hash.ts'
import { instantOutput } from '../../fields/instant.ts'
import { reasonOutput } from '../../fields/reason.ts'

export const getClaimableInput = z.object({ operator: addressInput })

export const getClaimableOutput = z.object({
  operator: addressOutput,
  /** What Rewards.claim would pay now: cumulative − claimed. */
  claimableWei: weiOutput,
  claimedWei: weiOutput,
  /** Arguments of Rewards.claim from the latest claimable verified epoch; null when there is nothing to claim. */
  claim: z
    .object({
      epoch: z.int(),
      cumulativeWei: weiOutput,
      proof: z.array(hashOutput),
      root: hashOutput,
    })
    .nullable(),
  /** How the payment would be split: commission to the operator (or locked as its stake), the rest to the pool. */
  split: z
    .object({
      commissionBps: bpsOutput,
      commissionWei: weiOutput,
      toPoolWei: weiOutput,
      isLockedAsStake: z.boolean(),
    })
    .nullable(),
  /** Earned in verified epochs that are not claimable yet, and when the next of them becomes so. */
  waiting: z.object({ amountWei: weiOutput, claimableAt: instantOutput }).nullable(),
  /** CLAIM_READY or CLAIM_LOCKED_AS_STAKE when there is something to claim; otherwise why there is nothing. */
  reason: reasonOutput,
  asOf: z.object({ blockNumber: z.int(), minedAt: instantOutput }),
})
