import type { Deployment } from '@network3/chain/deployment'
import type { Address, Hex } from '@network3/core/hex'

export const N3 = 10n ** 18n
/** Shares of a first stake: the contract's virtual offset of a million shares to one wei. */
export const SHARES_PER_WEI = 1_000_000n

/** When the last indexed block was mined, in seconds: 2026-03-10T12:34:56Z. */
export const TIP_AT = Date.UTC(2026, 2, 10, 12, 34, 56) / 1000
export const TIP_NUMBER = 100
export const EPOCH_SECONDS = 3_600
/** Epoch 1 began five and a half hours before the tip, on a full hour. */
export const GENESIS_AT = Date.UTC(2026, 2, 10, 7) / 1000

/** Operators begin 0x00…, 0x01…; so a search by prefix finds known ones. */
export function operatorAddress(index: number): Address {
  return `0x${byteOf(index)}${'ab'.repeat(19)}`
}

export function nodeAddress(operator: number, index: number): Address {
  return `0x${byteOf(operator)}${byteOf(index)}${'cd'.repeat(18)}`
}

export function delegatorAddress(index: number): Address {
  return `0x${'d0'.repeat(19)}${byteOf(index)}`
}

/** The hash of a block: of its number and its fork. */
export function blockHash(number: number, fork = 0): Hex {
  return `0x${byteOf(0xb0 + fork)}${number.toString(16).padStart(6, '0')}${'0'.repeat(56)}`
}

export function txHash(number: number): Hex {
  return `0x${'ee'.repeat(16)}${number.toString(16).padStart(32, '0')}`
}

export const testDeployment: Deployment = {
  chainId: 31337,
  deploymentBlock: 1,
  genesisHash: `0x${'00'.repeat(32)}`,
  contracts: {
    accessManager: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
    n3Token: '0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512',
    nodeRegistry: '0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0',
    staking: '0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9',
    rewards: '0xDc64a140Aa3E981100a9becA4E685f962f0cF6C9',
    edgeDevice: '0x5FC8d32690cc91D4c39d9d3abcBD16989F875707',
    deviceSale: '0x0165878A594ca255338adfa4d48449f69242Eb8F',
    leaseMarket: '0xa513E6E4b8f2a923D98304ec87F64353C4D5C853',
    keyDirectory: '0x2279B7A0a67DB372996a5FaB50D91eAA73d2eBe6',
  },
  profile: 'local',
}

function byteOf(value: number): string {
  return value.toString(16).padStart(2, '0')
}
