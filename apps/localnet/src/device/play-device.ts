import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import type { Deployment } from '@network3/chain/deployment'
import { localDevice, showActivationCode } from '@network3/chain/local-device'
import { LOCAL_CHAIN_ID } from '@network3/chain/local-economy'
import { encodeActivationCode } from '@network3/core/activation-code'
import { checksumAddress } from '@network3/core/address'
import { AppError } from '@network3/core/app-error'
import { bitsOfCapabilities } from '@network3/core/capabilities'
import { countryToBytes2, isCountryCode } from '@network3/core/countries'
import type { Address, Hex } from '@network3/core/hex'
import { reasonOf } from '@network3/core/reasons'
import { keccak256, type PublicClient, toBytes } from 'viem'

/** Of a box as the store sells it, unlike the nodes of the local economy. */
const EDGE_SPEC_HASH = keccak256(toBytes('network3:n3-edge-v1'))
const VALID_SECONDS = 86_400n

export type DeviceToPlay = {
  client: PublicClient
  deployment: Deployment
  tokenId: bigint
}

/** IEdgeDevice.DeviceStatus. */
const SHIPPED = 2
const ACTIVATED = 3

/**
 * The commitment a device is to be shipped with, so that this command can play it afterwards.
 * @throws AppError CHAIN_MISMATCH off the local chain: the keys of these devices are public.
 */
export function findCommitment({ deployment, tokenId }: DeviceToPlay): Hex {
  if (deployment.chainId !== LOCAL_CHAIN_ID) {
    throw new AppError(
      'CHAIN_MISMATCH',
      `Devices are played on chain ${LOCAL_CHAIN_ID} alone: their keys are public.`,
    )
  }
  return localDevice(tokenId).keyCommitment
}

export type ShownCode = { code: string; node: Address; expiresAt: Date }

/**
 * Turns a shipped device on for its owner: what its screen would show. Good for a day, and for one activation.
 * @throws AppError NOT_FOUND, CONFLICT (not shipped, refunded, of another owner, or with a key that is not played
 * here), INPUT_INVALID for a country, CHAIN_MISMATCH.
 */
export async function turnDeviceOn(
  device: DeviceToPlay,
  owner: Address,
  country: string,
): Promise<ShownCode> {
  const { client, deployment, tokenId } = device
  const commitment = findCommitment(device)
  if (!isCountryCode(country)) {
    throw new AppError('INPUT_INVALID', `"${country}" is not a country's two-letter code.`)
  }
  const token = { address: deployment.contracts.edgeDevice, abi: edgeDeviceAbi, args: [tokenId] } as const
  const [state, nonce, { timestamp }] = await Promise.all([
    client.readContract({ ...token, functionName: 'deviceOf' }),
    client.readContract({ ...token, functionName: 'nonces' }),
    client.getBlock(),
  ])
  if (state.status !== SHIPPED && state.status !== ACTIVATED) throw notOnItsWay(tokenId, state.status)
  const holder = await client.readContract({ ...token, functionName: 'ownerOf' })
  if (holder.toLowerCase() !== owner) {
    throw new AppError(
      'CONFLICT',
      `Device ${tokenId} belongs to ${holder}, not to ${checksumAddress(owner)}.`,
    )
  }
  if (state.keyCommitment !== commitment) {
    throw new AppError(
      'CONFLICT',
      `Device ${tokenId} was shipped with another key than the one played here. The fulfiller can correct it to ${commitment}.`,
    )
  }
  const deadline = timestamp + VALID_SECONDS
  const code = await showActivationCode({
    ...{ deployment, tokenId, owner, nonce },
    details: {
      capabilities: bitsOfCapabilities(['compute', 'bandwidth']),
      country: countryToBytes2(country),
      specHash: EDGE_SPEC_HASH,
      deadline,
    },
  })
  return {
    code: encodeActivationCode(code),
    node: code.node,
    expiresAt: new Date(Number(deadline) * 1000),
  }
}

function notOnItsWay(tokenId: bigint, status: number): AppError {
  if (status === 0) return new AppError('NOT_FOUND', `There is no device ${tokenId}.`)
  const { sentence } = reasonOf(status === 1 ? 'DEVICE_NOT_SHIPPED' : 'DEVICE_ALREADY_REFUNDED')
  return new AppError('CONFLICT', `Device ${tokenId}: ${sentence}`)
}
