import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { formatWei } from '@network3/core/units'
import { encodeAbiParameters } from 'viem'
import type { ChainConfig } from '../../config/chain-config.ts'
import { type SendStage, sendCall } from './send-call.ts'

type BuyDevices = {
  batchId: number
  quantity: number
  /** What one device may cost at most: the price the buyer saw. */
  maxUnitPriceWei: bigint
  onStage: (stage: SendStage) => void
}

/** Buys in one prompt: ERC-1363 transferAndCall moves the N3 and calls DeviceSale, which reads the order. */
export function buyDevices(config: ChainConfig, { batchId, quantity, maxUnitPriceWei, onStage }: BuyDevices) {
  const totalWei = maxUnitPriceWei * BigInt(quantity)
  const order = encodeAbiParameters(
    [{ type: 'uint32' }, { type: 'uint32' }, { type: 'uint256' }],
    [batchId, quantity, maxUnitPriceWei],
  )
  const devices = quantity === 1 ? 'an Edge device' : `${quantity} Edge devices`
  return sendCall({
    to: config.contracts.n3Token,
    abi: n3TokenAbi,
    functionName: 'transferAndCall',
    args: [config.contracts.deviceSale, totalWei, order],
    title: `Buy ${devices} for ${formatWei(totalWei, { group: true })} N3`,
    onStage,
  })
}
