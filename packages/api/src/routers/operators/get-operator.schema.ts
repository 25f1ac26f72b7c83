import { z } from 'zod'
import { addressInput, addressOutput } from '../../fields/address.ts'
import { bpsOutput, sharesOutput, weiOutput } from '../../fields/amount.ts'
import { explainedAprOutput } from '../../fields/apr.ts'
import { countryOutput } from '../../fields/capability.ts'
import { instantOutput } from '../../fields/instant.ts'
import { nodeCountsOutput } from '../../fields/node.ts'
import { reasonOutput } from '../../fields/reason.ts'
import { windowInput } from '../../fields/window.ts'

export const getOperatorInput = z.object({ address: addressInput })

const pool = z.object({
  /** Accrued to the last indexed block. */
  activeAssetsWei: weiOutput,
  shares: sharesOutput,
  thawingAssetsWei: weiOutput,
  thawingShares: sharesOutput,
  /** Rewards still flowing into the pool; null when nothing flows. */
  stream: z.object({ remainingWei: weiOutput, updatedAt: instantOutput, endsAt: instantOutput }).nullable(),
})

export const getOperatorOutput = z.object({
  address: addressOutput,
  isLocalEconomy: z.boolean(),
  firstSeenAt: instantOutput,
  /** Three facts, told apart. */
  nodes: nodeCountsOutput,
  countries: z.array(z.object({ country: countryOutput, nodeCount: z.int() })),
  /** One entry per window the operator is ranked in; rank of rankedCount is its place in the list. */
  ranks: z.array(
    z.object({
      window: windowInput,
      rank: z.int(),
      rankedCount: z.int(),
      previousRank: z.int().nullable(),
      rankChange: z.int().nullable(),
      earnedWei: weiOutput,
      paidWei: weiOutput,
    }),
  ),
  /** Place by pool assets among all operators, from 1. */
  stakeRank: z.int(),
  earnedTotalWei: weiOutput,
  paidTotalWei: weiOutput,
  delegatorCount: z.int(),
  pool,
  commission: z.object({
    bps: bpsOutput,
    pending: z.object({ bps: bpsOutput, effectiveAt: instantOutput }).nullable(),
  }),
  selfStake: z.object({ valueWei: weiOutput, minimumWei: weiOutput, isMet: z.boolean() }),
  apr: explainedAprOutput,
  /** Why the operator stands as it does: self-stake missing, no nodes, commission about to rise… */
  reasons: z.array(reasonOutput),
  asOf: z.object({ blockNumber: z.int(), minedAt: instantOutput }),
})
