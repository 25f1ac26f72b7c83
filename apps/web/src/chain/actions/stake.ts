import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { shortenAddress } from '@network3/core/address'
import type { Address } from '@network3/core/hex'
import { formatWei } from '@network3/core/units'
import { encodeAbiParameters } from 'viem'
import type { ChainConfig } from '../../config/chain-config.ts'
import { type SendStage, sendCall } from './send-call.ts'

type Stake = { operator: Address; assetsWei: bigint; onStage: (stage: SendStage) => void }

/** Stakes in one prompt: ERC-1363 transferAndCall moves the N3 and calls Staking, which reads the operator. */
export function stake(config: ChainConfig, { operator, assetsWei, onStage }: Stake) {
  const { n3Token, staking } = config.contracts
  return sendCall({
    to: n3Token,
    abi: n3TokenAbi,
    functionName: 'transferAndCall',
    args: [staking, assetsWei, encodeAbiParameters([{ type: 'address' }], [operator])],
    title: `Stake ${formatWei(assetsWei, { group: true })} N3 on ${shortenAddress(operator)}`,
    onStage,
  })
}
