import type { ActivationCode } from '@network3/core/activation-code'
import { type Address, type Hex, keccak256, toBytes } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { Deployment } from './deployment.ts'
import { activationTypedData, keyCommitmentOf } from './device-typed-data.ts'
import { localAccount } from './local-economy.ts'
import { registrationTypedData } from './typed-data.ts'

/**
 * LOCAL ONLY, as local-economy.ts: an Edge device as the local fulfiller ships it. Its key follows from its token,
 * so that whoever runs a local chain can play the device.
 */
export type LocalDevice = { tokenId: bigint; key: PrivateKeyAccount; salt: Hex; keyCommitment: Hex }

export function localDevice(tokenId: bigint): LocalDevice {
  const key = localAccount('device', Number(tokenId))
  const salt = keccak256(toBytes(`network3:local-economy:v1/device-salt/${tokenId}`))
  return { tokenId, key, salt, keyCommitment: keyCommitmentOf(key.address, salt) }
}

/** A device makes its node a key anew for every activation; at most a thousand of them. */
const MOST_ACTIVATIONS = 1_000

export function localDeviceNode(tokenId: bigint, nonce: bigint): PrivateKeyAccount {
  return localAccount('device-node', Number(tokenId) * MOST_ACTIVATIONS + Number(nonce))
}

export type ActivationRequest = {
  deployment: Pick<Deployment, 'chainId' | 'contracts'>
  tokenId: bigint
  owner: Address
  /** EdgeDevice.nonces(tokenId). */
  nonce: bigint
  details: ActivationCode['details']
}

/** What the device shows when its owner turns it on. Its node was never registered, so that one's nonce is 0. */
export async function showActivationCode(request: ActivationRequest): Promise<ActivationCode> {
  const { deployment, tokenId, owner, nonce, details } = request
  const { chainId, contracts } = deployment
  const { key, salt } = localDevice(tokenId)
  const node = localDeviceNode(tokenId, nonce)
  const { deadline } = details
  const [deviceSignature, nodeSignature] = await Promise.all([
    key.signTypedData(
      activationTypedData(chainId, contracts.edgeDevice, {
        ...{ tokenId, owner, node: node.address, nonce, deadline },
      }),
    ),
    node.signTypedData(
      registrationTypedData(chainId, contracts.nodeRegistry, {
        ...{ operator: owner, node: node.address, nonce: 0n },
        ...details,
      }),
    ),
  ])
  return { tokenId, node: node.address, salt, details, deviceSignature, nodeSignature }
}
