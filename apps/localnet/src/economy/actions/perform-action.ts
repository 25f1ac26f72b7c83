import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import { toAppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import type { Logger } from '@network3/service/logger'
import type { LocalAccount } from 'viem'
import { followEconomy } from '../book/chain-book.ts'
import type { EconomyChain } from '../chain/economy-chain.ts'
import { createLeaseReads } from '../chain/lease-reads.ts'
import { type Call, sendCalls } from '../chain/send-calls.ts'
import type { EpochFiles } from '../epochs/epoch-files.ts'
import type { Random } from '../random.ts'
import type { EconomyPlan } from '../setup/plan-economy.ts'
import type { Action, ActionView } from './action.ts'
import { claimEarnings } from './claim-action.ts'
import {
  activateDevice,
  buyDevices,
  openBatch,
  refundDevice,
  resetDevice,
  sellDevice,
} from './device-actions.ts'
import { cancelOffer, openLease } from './lease-actions.ts'
import { advanceLease } from './lease-steps.ts'
import { changeNode, handOverNode, registerNode, retireNode } from './node-actions.ts'
import {
  cancelUnstake,
  changeCommission,
  delegate,
  requestUnstake,
  stakeOnSelf,
  withdraw,
} from './stake-actions.ts'

/** `weight`: how often it happens, of the sum. */
export type WeightedAction = readonly [name: string, action: Action, weight: number]

/** How often each happens, of the sum. Withdrawals end what requests began, so they come as often. */
const everything: readonly WeightedAction[] = [
  ['claim', claimEarnings, 24],
  ['stakeOnSelf', stakeOnSelf, 10],
  ['delegate', delegate, 16],
  ['requestUnstake', requestUnstake, 14],
  ['cancelUnstake', cancelUnstake, 5],
  ['withdraw', withdraw, 14],
  ['registerNode', registerNode, 5],
  ['retireNode', retireNode, 4],
  ['changeNode', changeNode, 4],
  ['handOverNode', handOverNode, 2],
  ['changeCommission', changeCommission, 4],
  ['buyDevices', buyDevices, 8],
  ['refundDevice', refundDevice, 4],
  ['activateDevice', activateDevice, 14],
  ['resetDevice', resetDevice, 1],
  ['sellDevice', sellDevice, 4],
  ['openBatch', openBatch, 2],
  ['openLease', openLease, 20],
  ['advanceLease', advanceLease, 60],
  ['cancelOffer', cancelOffer, 1],
]

export type ActorDeps = {
  chain: EconomyChain
  plan: EconomyPlan
  files: EpochFiles
  random: Random
  logger: Logger
  /** Everything an economy does, unless told otherwise. */
  weights?: readonly WeightedAction[]
}

/** Draws until an action has an occasion, simulates it, sends it; gives its name, or undefined when none had one. */
export function createActor(deps: ActorDeps): () => Promise<string | undefined> {
  const { chain, plan, random, logger, weights = everything } = deps
  const drawn = weights.flatMap(([name, action, weight]) =>
    Array.from({ length: weight }, () => ({ name, action })),
  )
  const books = followEconomy(chain)
  const leaseReads = createLeaseReads(chain)
  const accounts = new Map<Address, LocalAccount>(
    [...plan.operators, ...plan.delegators].map(({ address, account }) => [address, account]),
  )
  return async () => {
    const head = await chain.client.getBlock()
    const book = await books.bookAt(head.number)
    const view: ActionView = {
      ...createReads(deps),
      leaseReads,
      deployment: chain.deployment,
      plan,
      book,
      random,
      now: head.timestamp,
      accountOf: (address) => accounts.get(address),
      minimumStakeWei: await chain.client.readContract({
        address: chain.deployment.contracts.staking,
        abi: stakingAbi,
        functionName: 'minimumStake',
      }),
    }
    for (let draw = 0; draw < 20; draw++) {
      const chosen = random.pick(drawn)
      const call = await chosen?.action(view)
      if (chosen === undefined || call === undefined) continue
      const refusal = await simulate(chain, call)
      if (refusal !== undefined) {
        logger.debug({ action: chosen.name, refusal }, 'an action would be refused and was not sent')
        continue
      }
      const [receipt] = await sendCalls(chain, [call])
      logger.debug(
        { action: chosen.name, tx: receipt?.transactionHash, status: receipt?.status },
        'an action was sent',
      )
      return chosen.name
    }
    return undefined
  }
}

/** The contract's refusal in words; undefined when it would accept. */
async function simulate(
  { client }: EconomyChain,
  { account, to, data, value }: Call,
): Promise<string | undefined> {
  try {
    await client.call({ account, to, ...(data && { data }), ...(value && { value }) })
    return undefined
  } catch (error) {
    return toAppError(error).message
  }
}

function createReads({ chain, files }: ActorDeps) {
  const { client, deployment } = chain
  const { n3Token, nodeRegistry, rewards, staking } = deployment.contracts
  return {
    balanceOf: (address: Address) =>
      client.readContract({ address: n3Token, abi: n3TokenAbi, functionName: 'balanceOf', args: [address] }),
    nonceOf: (node: Address) =>
      client.readContract({
        address: nodeRegistry,
        abi: nodeRegistryAbi,
        functionName: 'nonces',
        args: [node],
      }),
    commissionOf: (operator: Address) =>
      client.readContract({
        address: staking,
        abi: stakingAbi,
        functionName: 'commissionOf',
        args: [operator],
      }),
    claimable: async () => {
      const contract = { address: rewards, abi: rewardsAbi } as const
      const last = await client.readContract({ ...contract, functionName: 'lastEpoch' })
      // Only the newest is ever in its challenge delay, but for a moment after many were caught up.
      for (let epoch = last; epoch > 0n && epoch > last - 3n; epoch--) {
        const status = await client.readContract({ ...contract, functionName: 'rootStatus', args: [epoch] })
        if (status !== CLAIMABLE) continue
        const { dataHash } = await client.readContract({ ...contract, functionName: 'rootOf', args: [epoch] })
        const file = await files.read(dataHash)
        return file === undefined ? undefined : { epoch, file }
      }
      return undefined
    },
  }
}

/** IRewards.RootStatus. */
const CLAIMABLE = 2
