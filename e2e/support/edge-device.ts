import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import { registrationTypedData } from '@network3/chain/typed-data'
import { encodeActivationCode } from '@network3/core/activation-code'
import { bytesToHex, encodeAbiParameters, type Hex, keccak256, toBytes, toHex } from 'viem'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { createReader } from './local-chain.ts'
import type { Stack } from './stack.ts'

/** A device as it leaves the factory: its own key, its node's key, and the salt of its commitment. */
export type EdgeDevice = { key: PrivateKeyAccount; node: PrivateKeyAccount; salt: Hex; keyCommitment: Hex }

export function buildDevice(): EdgeDevice {
  const key = privateKeyToAccount(generatePrivateKey())
  const salt = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
  const keyCommitment = keccak256(
    encodeAbiParameters([{ type: 'address' }, { type: 'bytes32' }], [key.address, salt]),
  )
  return { key, node: privateKeyToAccount(generatePrivateKey()), salt, keyCommitment }
}

type CodeOptions = { tokenId: bigint; owner: Hex; validForS?: number }

/** The code the device shows once it was told its number and its owner. */
export async function showCode(
  stack: Stack,
  { key, node, salt }: EdgeDevice,
  { tokenId, owner, validForS = 3600 }: CodeOptions,
): Promise<string> {
  const reader = createReader(stack)
  const { edgeDevice, nodeRegistry } = stack.contracts
  const nonce = await reader.readContract({
    address: edgeDevice,
    abi: edgeDeviceAbi,
    functionName: 'nonces',
    args: [tokenId],
  })
  const { timestamp } = await reader.getBlock()
  const details = {
    capabilities: 3,
    country: toHex('NZ'),
    specHash: keccak256(toBytes('network3:e2e')),
    deadline: timestamp + BigInt(validForS),
  }
  const deviceSignature = await key.signTypedData({
    domain: {
      name: 'Network3 EdgeDevice',
      version: '1',
      chainId: stack.chainId,
      verifyingContract: edgeDevice,
    },
    types: {
      Activation: [
        { name: 'tokenId', type: 'uint256' },
        { name: 'owner', type: 'address' },
        { name: 'node', type: 'address' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Activation',
    message: { tokenId, owner, node: node.address, nonce, deadline: details.deadline },
  })
  const nodeSignature = await node.signTypedData(
    registrationTypedData(stack.chainId, nodeRegistry, {
      operator: owner,
      node: node.address,
      nonce: 0n,
      ...details,
    }),
  )
  return encodeActivationCode({
    tokenId,
    node: node.address,
    salt,
    details,
    deviceSignature,
    nodeSignature,
  })
}
