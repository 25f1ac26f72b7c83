import { deviceSaleAbi } from '@network3/chain/abi/device-sale'
import { edgeDeviceAbi } from '@network3/chain/abi/edge-device'
import { keyDirectoryAbi } from '@network3/chain/abi/key-directory'
import { leaseMarketAbi } from '@network3/chain/abi/lease-market'
import { n3TokenAbi } from '@network3/chain/abi/n3-token'
import { rewardsAbi } from '@network3/chain/abi/rewards'
import { stakingAbi } from '@network3/chain/abi/staking'
import type { Deployment } from '@network3/chain/deployment'
import {
  type Abi,
  type Address,
  type ContractFunctionName,
  getAbiItem,
  type Hex,
  toFunctionSelector,
} from 'viem'

/** Roles of the AccessManager, which numbers them. test/support/NetworkTest.sol has the same numbers. */
export const roles = {
  admin: 0n,
  court: 2n,
  guardian: 3n,
  bridge: 4n,
  fulfiller: 5n,
  merchant: 6n,
  directory: 7n,
  /** The DeviceSale contract. */
  deviceSale: 8n,
} as const

export type RoleName = keyof typeof roles

/** Functions of one contract that only holders of one role may call. */
export type AccessRule = { target: Address; role: RoleName; functions: { name: string; selector: Hex }[] }

/** Every restricted function of every contract, and who may call it: the one list of it. */
export function accessRules(contracts: Deployment['contracts']): AccessRule[] {
  const { n3Token, staking, rewards, edgeDevice, deviceSale, leaseMarket, keyDirectory } = contracts
  return [
    rule(n3Token, n3TokenAbi, 'admin', ['setRewards']),
    rule(n3Token, n3TokenAbi, 'bridge', ['crosschainMint', 'crosschainBurn']),
    rule(staking, stakingAbi, 'court', ['slash']),
    rule(staking, stakingAbi, 'guardian', ['pause']),
    rule(staking, stakingAbi, 'admin', ['unpause']),
    rule(rewards, rewardsAbi, 'guardian', ['veto']),
    rule(rewards, rewardsAbi, 'admin', ['setAttestors']),
    rule(edgeDevice, edgeDeviceAbi, 'deviceSale', ['mint', 'burn', 'commitKey']),
    rule(edgeDevice, edgeDeviceAbi, 'admin', ['setRegistry']),
    rule(deviceSale, deviceSaleAbi, 'fulfiller', ['ship', 'shipMany', 'correctShipment', 'cancel']),
    rule(deviceSale, deviceSaleAbi, 'merchant', ['createBatch', 'updateBatch']),
    rule(deviceSale, deviceSaleAbi, 'guardian', ['pause']),
    rule(deviceSale, deviceSaleAbi, 'admin', ['unpause']),
    rule(leaseMarket, leaseMarketAbi, 'court', ['ruleUsage']),
    rule(leaseMarket, leaseMarketAbi, 'guardian', ['pause']),
    rule(leaseMarket, leaseMarketAbi, 'admin', ['unpause']),
    rule(keyDirectory, keyDirectoryAbi, 'directory', ['postDirectoryRoot']),
    rule(keyDirectory, keyDirectoryAbi, 'court', ['revokeFor']),
    rule(keyDirectory, keyDirectoryAbi, 'guardian', ['stop']),
    rule(keyDirectory, keyDirectoryAbi, 'admin', ['announceGeneration']),
  ]
}

function rule<const abi extends Abi>(
  target: Address,
  abi: abi,
  role: RoleName,
  names: readonly ContractFunctionName<abi, 'nonpayable'>[],
): AccessRule {
  const functions = names.map((name) => {
    const item = getAbiItem({ abi: abi as Abi, name })
    if (item?.type !== 'function') throw new TypeError(`The ABI has no function ${name}.`)
    return { name, selector: toFunctionSelector(item) }
  })
  return { target, role, functions }
}
