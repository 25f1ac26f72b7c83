import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { formatWei } from '@network3/core/units'
import type { ChainConfig } from '../../config/chain-config.ts'
import { type SendStage, sendCall } from './send-call.ts'

/** priceWei: what was paid for the device, for the words only. */
type OfDevice = { tokenId: bigint; priceWei: bigint; onStage: (stage: SendStage) => void }

/** Gives a device back before it is shipped; its owner is paid. */
export function refundDevice(config: ChainConfig, { tokenId, priceWei, onStage }: OfDevice) {
  return sendCall({
    to: config.contracts.deviceSale,
    abi: deviceSaleAbi,
    functionName: 'refund',
    args: [tokenId],
    title: `Refund ${formatWei(priceWei, { group: true })} N3 for device ${tokenId}`,
    onStage,
  })
}

/** The same by the fulfiller, who cannot deliver it; its owner is paid. */
export function cancelDevice(config: ChainConfig, { tokenId, priceWei, onStage }: OfDevice) {
  return sendCall({
    to: config.contracts.deviceSale,
    abi: deviceSaleAbi,
    functionName: 'cancel',
    args: [tokenId],
    title: `Cancel device ${tokenId} and pay back ${formatWei(priceWei, { group: true })} N3`,
    onStage,
  })
}
