import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import type { Hex } from '@network3/core/hex'
import type { ChainConfig } from '../../config/chain-config.ts'
import { type SendStage, sendCall } from './send-call.ts'

type Shipment = { tokenId: bigint; keyCommitment: Hex }

type ShipDevices = { shipments: readonly Shipment[]; onStage: (stage: SendStage) => void }

/** Ships one device, or several in one transaction, all or nothing. */
export function shipDevices(config: ChainConfig, { shipments, onStage }: ShipDevices) {
  const [first] = shipments
  if (first === undefined) throw new Error('There is nothing to ship.')
  const call = { to: config.contracts.deviceSale, abi: deviceSaleAbi, onStage }
  if (shipments.length === 1) {
    return sendCall({
      ...call,
      functionName: 'ship',
      args: [first.tokenId, first.keyCommitment],
      title: `Ship device ${first.tokenId}`,
    })
  }
  return sendCall({
    ...call,
    functionName: 'shipMany',
    args: [shipments.map(({ tokenId }) => tokenId), shipments.map(({ keyCommitment }) => keyCommitment)],
    title: `Ship ${shipments.length} devices`,
  })
}
