import { type Address, encodeAbiParameters, type Hex, keccak256, type TypedDataDomain } from 'viem'

/** What the key inside an Edge device signs (EIP-712) to be activated. Enforced by contracts/src/EdgeDevice.sol. */
export const activationTypes = {
  Activation: [
    { name: 'tokenId', type: 'uint256' },
    { name: 'owner', type: 'address' },
    { name: 'node', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/** owner: who sends EdgeDevice.activate. nonce: EdgeDevice.nonces(tokenId). deadline: unix seconds. */
export type Activation = { tokenId: bigint; owner: Address; node: Address; nonce: bigint; deadline: bigint }

export function edgeDeviceDomain(chainId: number, edgeDevice: Address) {
  return {
    name: 'Network3 EdgeDevice',
    version: '1',
    chainId,
    verifyingContract: edgeDevice,
  } as const satisfies TypedDataDomain
}

/** Ready for viem's signTypedData. */
export function activationTypedData(chainId: number, edgeDevice: Address, message: Activation) {
  return {
    domain: edgeDeviceDomain(chainId, edgeDevice),
    types: activationTypes,
    primaryType: 'Activation',
    message,
  } as const
}

/** What DeviceSale.ship takes: keccak256(abi.encode(deviceKey, salt)). `salt`: 32 bytes. */
export function keyCommitmentOf(deviceKey: Address, salt: Hex): Hex {
  return keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'bytes32' }], [deviceKey, salt]))
}
