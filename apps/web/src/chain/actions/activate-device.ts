import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import type { ActivationCode } from '@network3/core/activation-code'
import type { ChainConfig } from '../../config/chain-config.ts'
import { type SendStage, sendCall } from './send-call.ts'

type ActivateDevice = { code: ActivationCode; onStage: (stage: SendStage) => void }

/** Registers the node of a device and binds it to its token, in one transaction. Only the token's owner. */
export function activateDevice(config: ChainConfig, { code, onStage }: ActivateDevice) {
  const { tokenId, node, salt, details, deviceSignature, nodeSignature } = code
  return sendCall({
    to: config.contracts.edgeDevice,
    abi: edgeDeviceAbi,
    functionName: 'activate',
    args: [tokenId, node, salt, details, deviceSignature, nodeSignature],
    title: `Activate device ${tokenId}`,
    onStage,
  })
}
