import { rewardsAbi } from '@network3/chain/abi/rewards'
import { shortenAddress } from '@network3/core/address'
import type { Address, Hex } from '@network3/core/hex'
import { formatWei } from '@network3/core/units'
import type { ChainConfig } from '../../config/chain-config.ts'
import { type SendStage, sendCall } from './send-call.ts'

export type ClaimEntry = {
  epoch: number
  operator: Address
  cumulativeWei: bigint
  proof: readonly Hex[]
  /** What it pays now, for the words only. */
  claimableWei: bigint
}

type Claim = { entries: readonly ClaimEntry[]; onStage: (stage: SendStage) => void }

/** Claims for one operator, or for several in one transaction. Anybody may send it; the operators are paid. */
export function claim(config: ChainConfig, { entries, onStage }: Claim) {
  const [first] = entries
  if (first === undefined) throw new Error('There is nothing to claim.')
  const total = formatWei(
    entries.reduce((sum, { claimableWei }) => sum + claimableWei, 0n),
    { group: true },
  )
  const call = { to: config.contracts.rewards, abi: rewardsAbi, onStage }
  if (entries.length === 1) {
    return sendCall({
      ...call,
      functionName: 'claim',
      args: [BigInt(first.epoch), first.operator, first.cumulativeWei, first.proof],
      title: `Claim ${total} N3 for ${shortenAddress(first.operator)}`,
    })
  }
  return sendCall({
    ...call,
    functionName: 'claimMany',
    args: [
      entries.map(({ epoch, operator, cumulativeWei, proof }) => ({
        epoch: BigInt(epoch),
        operator,
        cumulativeAmount: cumulativeWei,
        proof,
      })),
    ],
    title: `Claim ${total} N3 for ${entries.length} operators`,
  })
}
