import type { Deployment } from '@network3/chain/deployment'
import type { EpochFile } from '@network3/core/epoch-file'
import type { Address } from '@network3/core/hex'
import type { LocalAccount } from 'viem'
import type { ChainBook } from '../book/chain-book.ts'
import type { LeaseReads } from '../chain/lease-reads.ts'
import type { Call } from '../chain/send-calls.ts'
import type { Random } from '../random.ts'
import type { EconomyPlan } from '../setup/plan-economy.ts'

/** What an actor sees when it decides. Reads are of the head. */
export type ActionView = {
  deployment: Deployment
  plan: EconomyPlan
  book: ChainBook
  random: Random
  /** Seconds, of the head. */
  now: bigint
  minimumStakeWei: bigint
  accountOf: (address: Address) => LocalAccount | undefined
  balanceOf: (address: Address) => Promise<bigint>
  nonceOf: (node: Address) => Promise<bigint>
  commissionOf: (operator: Address) => Promise<number>
  leaseReads: LeaseReads
  /** The newest epoch that can be claimed from. */
  claimable: () => Promise<{ epoch: bigint; file: EpochFile } | undefined>
}

/** One thing a user might do now; undefined when there is no occasion for it. */
export type Action = (view: ActionView) => Promise<Call | undefined>
