import { nodeRegistryAbi } from '@network3/chain/abi/node-registry'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import type { Deployment } from '@network3/chain/deployment'
import { lowerAddress } from '@network3/core/address'
import { AppError } from '@network3/core/app-error'
import { countryFromBytes2 } from '@network3/core/countries'
import type { Address } from '@network3/core/hex'
import { isAddressEqual, type Log, parseEventLogs } from 'viem'

/** The events a book is kept from, with lower-case addresses; `at` is the block's time in seconds. */
export type ChainEvent = { at: bigint } & (
  | { name: 'NodeRegistered'; node: Address; operator: Address; country: string; capabilities: number }
  | { name: 'NodeUpdated'; node: Address; country: string; capabilities: number }
  | { name: 'NodeTransferred'; node: Address; to: Address }
  | { name: 'NodeRetired'; node: Address }
  | {
      name: 'PoolUpdated'
      operator: Address
      activeAssets: bigint
      activeShares: bigint
      streamRemaining: bigint
      streamEndsAt: bigint
    }
  | {
      name: 'Staked' | 'UnstakeCancelled'
      operator: Address
      staker: Address
      stakerShares: bigint
      requestId: bigint
    }
  | {
      name: 'UnstakeRequested'
      requestId: bigint
      operator: Address
      staker: Address
      stakerShares: bigint
      unlocksAt: bigint
    }
  | { name: 'Withdrawn'; requestId: bigint }
  | { name: 'Claimed'; operator: Address; cumulativeClaimed: bigint }
)

type TimedLog = Log & { blockTimestamp?: bigint | null | undefined }

/** Reads logs of our contracts in the order of the chain; events that a book does not need are left out. */
export function readChainEvents(
  { contracts }: Deployment,
  logs: readonly TimedLog[],
  timeOf: (blockNumber: bigint) => bigint | undefined,
): ChainEvent[] {
  return logs.flatMap((log): ChainEvent[] => {
    const at = log.blockTimestamp ?? (log.blockNumber === null ? undefined : timeOf(log.blockNumber))
    if (at === undefined)
      throw new AppError('RPC_ANSWER_INVALID', 'A log came without its block.', { retryable: true })
    const event = isAddressEqual(log.address, contracts.nodeRegistry)
      ? readRegistryLog(log)
      : isAddressEqual(log.address, contracts.staking)
        ? readStakingLog(log)
        : readRewardsLog(log)
    return event === undefined ? [] : [{ ...event, at }]
  })
}

type Untimed<T> = T extends unknown ? Omit<T, 'at'> : never
type UntimedEvent = Untimed<ChainEvent>

function readRegistryLog(log: Log): UntimedEvent | undefined {
  const [event] = parseEventLogs({ abi: nodeRegistryAbi, logs: [log] })
  switch (event?.eventName) {
    case 'NodeRegistered':
      return {
        name: 'NodeRegistered',
        node: lowerAddress(event.args.node),
        operator: lowerAddress(event.args.operator),
        country: countryFromBytes2(event.args.country),
        capabilities: event.args.capabilities,
      }
    case 'NodeUpdated':
      return {
        name: 'NodeUpdated',
        node: lowerAddress(event.args.node),
        country: countryFromBytes2(event.args.country),
        capabilities: event.args.capabilities,
      }
    case 'NodeTransferred':
      return { name: 'NodeTransferred', node: lowerAddress(event.args.node), to: lowerAddress(event.args.to) }
    case 'NodeRetired':
      return { name: 'NodeRetired', node: lowerAddress(event.args.node) }
    default:
      return undefined
  }
}

function readStakingLog(log: Log): UntimedEvent | undefined {
  const [event] = parseEventLogs({ abi: stakingAbi, logs: [log] })
  switch (event?.eventName) {
    case 'PoolUpdated': {
      const { activeAssets, activeShares, streamRemaining, streamEndsAt } = event.args
      const operator = lowerAddress(event.args.operator)
      return { name: 'PoolUpdated', operator, activeAssets, activeShares, streamRemaining, streamEndsAt }
    }
    case 'Staked':
      return { name: 'Staked', ...stakerOf(event.args), requestId: 0n }
    case 'UnstakeCancelled':
      return { name: 'UnstakeCancelled', ...stakerOf(event.args), requestId: event.args.requestId }
    case 'UnstakeRequested': {
      const { requestId, unlocksAt } = event.args
      return { name: 'UnstakeRequested', ...stakerOf(event.args), requestId, unlocksAt }
    }
    case 'Withdrawn':
      return { name: 'Withdrawn', requestId: event.args.requestId }
    default:
      return undefined
  }
}

function readRewardsLog(log: Log): UntimedEvent | undefined {
  const [event] = parseEventLogs({ abi: rewardsAbi, logs: [log] })
  if (event?.eventName !== 'Claimed') return undefined
  const { operator, cumulativeClaimed } = event.args
  return { name: 'Claimed', operator: lowerAddress(operator), cumulativeClaimed }
}

function stakerOf(args: { operator: Address; staker: Address; stakerShares: bigint }) {
  const { operator, staker, stakerShares } = args
  return { operator: lowerAddress(operator), staker: lowerAddress(staker), stakerShares }
}
