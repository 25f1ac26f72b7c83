import { stakingAbi } from '@network3/chain/abi/staking'
import { shortenAddress } from '@network3/core/address'
import type { Address } from '@network3/core/hex'
import { formatWei } from '@network3/core/units'
import type { ChainConfig } from '../../config/chain-config.ts'
import { type SendStage, sendCall } from './send-call.ts'

type OnStage = { onStage: (stage: SendStage) => void }
type RequestUnstake = OnStage & { operator: Address; shares: bigint; valueWei: bigint }
type OfRequest = OnStage & { requestId: bigint; valueWei: bigint }

/** Starts the thaw of some shares. valueWei is what they are worth now, for the words only. */
export function requestUnstake(config: ChainConfig, { operator, shares, valueWei, onStage }: RequestUnstake) {
  return sendCall({
    to: config.contracts.staking,
    abi: stakingAbi,
    functionName: 'requestUnstake',
    args: [operator, shares],
    title: `Request to unstake ${formatWei(valueWei, { group: true })} N3 from ${shortenAddress(operator)}`,
    onStage,
  })
}

/** Puts a thawing request back to work. */
export function cancelUnstake(config: ChainConfig, { requestId, valueWei, onStage }: OfRequest) {
  return sendCall({
    to: config.contracts.staking,
    abi: stakingAbi,
    functionName: 'cancelUnstake',
    args: [requestId],
    title: `Cancel the unstake of ${formatWei(valueWei, { group: true })} N3`,
    onStage,
  })
}

/** Pays a thawed request to its staker. Anybody may send it. */
export function withdraw(config: ChainConfig, { requestId, valueWei, onStage }: OfRequest) {
  return sendCall({
    to: config.contracts.staking,
    abi: stakingAbi,
    functionName: 'withdraw',
    args: [requestId],
    title: `Withdraw ${formatWei(valueWei, { group: true })} N3`,
    onStage,
  })
}
