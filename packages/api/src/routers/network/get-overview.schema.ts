import { z } from 'zod'
import { addressOutput } from '../../fields/address.ts'
import { weiOutput } from '../../fields/amount.ts'
import { countryOutput } from '../../fields/capability.ts'
import { instantOutput } from '../../fields/instant.ts'
import { nodeCountsOutput } from '../../fields/node.ts'

export const getOverviewInput = z.void()

/** The epoch the chain is in, by the contract's clock, and how far posting and checking have come. */
const epochClock = z.object({
  /** 0 before the first epoch begins. */
  number: z.int(),
  startsAt: instantOutput,
  endsAt: instantOutput,
  lengthSeconds: z.int(),
  lastPosted: z.int().nullable(),
  /** Last epoch whose file was rebuilt to the root on chain: what "earned" counts up to. */
  lastVerified: z.int().nullable(),
})

const chainTip = z.object({
  blockNumber: z.int(),
  minedAt: instantOutput,
  headNumber: z.int(),
  safeNumber: z.int(),
  finalizedNumber: z.int(),
})

export const getOverviewOutput = z.object({
  /** Three facts, never one inflated number. */
  nodes: nodeCountsOutput,
  operators: z.object({ total: z.int(), withNodes: z.int() }),
  /** Registered nodes by stated country, most first. */
  countries: z.array(z.object({ country: countryOutput, nodeCount: z.int(), operatorCount: z.int() })),
  stake: z.object({ stakedWei: weiOutput, thawingWei: weiOutput, delegatorCount: z.int() }),
  rewards: z.object({
    earned7dWei: weiOutput,
    paid7dWei: weiOutput,
    earnedTotalWei: weiOutput,
    paidTotalWei: weiOutput,
  }),
  supply: z.object({ totalWei: weiOutput, capWei: weiOutput }),
  epoch: epochClock,
  tip: chainTip,
  /** Operators whose rank by earned rose most over 24 hours against the 24 before. */
  topMovers: z.array(
    z.object({
      address: addressOutput,
      isLocalEconomy: z.boolean(),
      rank: z.int(),
      previousRank: z.int(),
      rankChange: z.int(),
      earnedWei: weiOutput,
    }),
  ),
})
