import type { ContractName } from '@network3/chain/decode/decode-log'
import { contractNames, type Deployment } from '@network3/chain/deployment'
import { lowerAddress } from '@network3/core/address'
import type { Address, Hex } from '@network3/core/hex'
import { concatHex, keccak256, numberToHex } from 'viem'

/** Which contract lives at an address (lower case). */
export type ContractsByAddress = ReadonlyMap<Address, ContractName>

export function contractsByAddress({ contracts }: Deployment): ContractsByAddress {
  return new Map([
    [lowerAddress(contracts.n3Token), 'n3-token'],
    [lowerAddress(contracts.nodeRegistry), 'node-registry'],
    [lowerAddress(contracts.staking), 'staking'],
    [lowerAddress(contracts.rewards), 'rewards'],
    [lowerAddress(contracts.accessManager), 'access-manager'],
    [lowerAddress(contracts.deviceSale), 'device-sale'],
    [lowerAddress(contracts.edgeDevice), 'edge-device'],
    [lowerAddress(contracts.leaseMarket), 'lease-market'],
    [lowerAddress(contracts.keyDirectory), 'key-directory'],
  ])
}

/**
 * One hash for "the same contracts on the same chain": a database filled from one deployment must never be
 * continued from another. Addresses alone would not do, for a chain started afresh gives the same ones.
 */
export function hashDeployment(deployment: Deployment): Hex {
  const { contracts } = deployment
  return keccak256(
    concatHex([
      numberToHex(deployment.chainId, { size: 32 }),
      deployment.genesisHash,
      ...contractNames.map((name) => lowerAddress(contracts[name])),
    ]),
  )
}
