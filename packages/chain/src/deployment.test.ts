import { expect, test } from 'vitest'
import { deploymentSchema } from './deployment.ts'

const record = {
  chainId: 31337,
  deploymentBlock: 3,
  genesisHash: `0x${'ab'.repeat(32)}`,
  contracts: {
    accessManager: '0x27d318a4f0fc9ec9bac1fd994df1317cf0b2c63d',
    n3Token: '0x79f386ad422da40e12826ac33d6d70ba0cd61362',
    nodeRegistry: '0x9de42e164f538c05d18771cf43c9c82fd1d68b40',
    staking: '0x1cfcfd8a0b1bdc43512ab10cede440ddd3b8bbb2',
    rewards: '0x1746c91f7d3eef77ff4c9bef9defe4af0a1970fc',
    edgeDevice: '0x5fc8d32690cc91d4c39d9d3abcbd16989f875707',
    deviceSale: '0x0165878a594ca255338adfa4d48449f69242eb8f',
    leaseMarket: '0xa513e6e4b8f2a923d98304ec87f64353c4d5c853',
    keyDirectory: '0x2279b7a0a67db372996a5fab50d91eaa73d2ebe6',
  },
  profile: 'local',
}

test('a record is read with its addresses checksummed', () => {
  const { contracts } = deploymentSchema.parse(record)
  expect(contracts.staking).toBe('0x1cFCfd8a0b1bdc43512AB10cEDE440Ddd3B8Bbb2')
})

test('a record survives being written and read again', () => {
  const deployment = deploymentSchema.parse(record)
  expect(deploymentSchema.parse(JSON.parse(JSON.stringify(deployment)))).toEqual(deployment)
})

test.each([
  ['a contract is missing', { ...record, contracts: { ...record.contracts, keyDirectory: undefined } }],
  ['an address is cut off', { ...record, contracts: { ...record.contracts, rewards: '0x1746' } }],
  ['the genesis hash is no hash', { ...record, genesisHash: '0x12' }],
  ['the chain id is not a number', { ...record, chainId: '31337' }],
  ['the profile is unknown', { ...record, profile: 'staging' }],
  ['there is a field nobody knows', { ...record, owner: '0x' }],
])('a record is refused when %s', (_, broken) => {
  expect(deploymentSchema.safeParse(broken).success).toBe(false)
})
