import type { Address, Hex, TypedDataDomain } from 'viem'

/**
 * What nodes, operators and attestors sign (EIP-712). Enforced by contracts/src/NodeRegistry.sol and
 * RewardsState.sol; the field order is part of the type hash.
 */
export const registrationTypes = {
  Registration: [
    { name: 'operator', type: 'address' },
    { name: 'node', type: 'address' },
    { name: 'capabilities', type: 'uint32' },
    { name: 'country', type: 'bytes2' },
    { name: 'specHash', type: 'bytes32' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

export const transferTypes = {
  Transfer: [
    { name: 'node', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

export const epochRootTypes = {
  EpochRoot: [
    { name: 'epoch', type: 'uint64' },
    { name: 'root', type: 'bytes32' },
    { name: 'cumulativeTotal', type: 'uint256' },
    { name: 'dataHash', type: 'bytes32' },
    { name: 'vetoCount', type: 'uint256' },
  ],
} as const

/** nonce: NodeRegistry.nonces(node). deadline: unix seconds. country: two upper-case ASCII letters as bytes2. */
export type Registration = {
  operator: Address
  node: Address
  capabilities: number
  country: Hex
  specHash: Hex
  nonce: bigint
  deadline: bigint
}

/** Signed by the new operator `to`. */
export type NodeTransfer = { node: Address; to: Address; nonce: bigint; deadline: bigint }

/** cumulativeTotal in wei. vetoCount: Rewards.vetoCount(), which makes signatures from before a veto worthless. */
export type EpochRoot = {
  epoch: bigint
  root: Hex
  cumulativeTotal: bigint
  dataHash: Hex
  vetoCount: bigint
}

export function nodeRegistryDomain(chainId: number, nodeRegistry: Address) {
  return {
    name: 'Network3 NodeRegistry',
    version: '1',
    chainId,
    verifyingContract: nodeRegistry,
  } as const satisfies TypedDataDomain
}

export function rewardsDomain(chainId: number, rewards: Address) {
  return {
    name: 'Network3 Rewards',
    version: '1',
    chainId,
    verifyingContract: rewards,
  } as const satisfies TypedDataDomain
}

/** Ready for viem's signTypedData: what a node (and, through a sponsor, its operator) signs to register. */
export function registrationTypedData(chainId: number, nodeRegistry: Address, message: Registration) {
  return {
    domain: nodeRegistryDomain(chainId, nodeRegistry),
    types: registrationTypes,
    primaryType: 'Registration',
    message,
  } as const
}

/** Ready for viem's signTypedData: what the new operator signs to take a node over. */
export function transferTypedData(chainId: number, nodeRegistry: Address, message: NodeTransfer) {
  return {
    domain: nodeRegistryDomain(chainId, nodeRegistry),
    types: transferTypes,
    primaryType: 'Transfer',
    message,
  } as const
}

/** Ready for viem's signTypedData: what each attestor signs about an epoch. */
export function epochRootTypedData(chainId: number, rewards: Address, message: EpochRoot) {
  return {
    domain: rewardsDomain(chainId, rewards),
    types: epochRootTypes,
    primaryType: 'EpochRoot',
    message,
  } as const
}
