import { expect, test } from 'vitest'
import type { ChainConfig } from '../../config/chain-config.ts'
import { createDemoConnector } from './demo-connector.ts'

const address = '0x00000000000000000000000000000000000000aa'
const config: ChainConfig = {
  chainId: 10,
  isLocal: false,
  rpcUrl: 'https://rpc.example',
  explorerUrl: undefined,
  contracts: {
    accessManager: address,
    n3Token: address,
    nodeRegistry: address,
    staking: address,
    rewards: address,
    deviceSale: address,
    edgeDevice: address,
    leaseMarket: address,
    keyDirectory: address,
  },
}

test('the demo wallet, whose key lies open in the page, refuses to exist where money is real', () => {
  expect(() => createDemoConnector(config)).toThrow('local chain only')
  expect(() => createDemoConnector({ ...config, isLocal: true })).toThrow('local chain only')
})
