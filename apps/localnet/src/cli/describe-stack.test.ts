import { expect, test } from 'vitest'
import { describeStack } from './describe-stack.ts'

test('the last block names every address and how to stop', () => {
  const text = describeStack(
    {
      endpoints: {
        webUrl: 'http://localhost:3000',
        rpcUrl: 'http://127.0.0.1:8545',
        publicRpcUrl: 'http://rpc.example',
        chainId: 31337,
        databaseUrl: 'postgresql://network3:word@127.0.0.1:5/network3',
        epochFilesUrl: 'http://127.0.0.1:3002',
        indexerUrl: 'http://127.0.0.1:3001',
        workerUrl: 'http://127.0.0.1:3007',
        gatewayUrl: 'ws://127.0.0.1:3004',
        receiptsUrl: 'http://127.0.0.1:3004',
        sponsorUrl: 'http://127.0.0.1:3005',
        kgcUrls: ['http://127.0.0.1:3011', 'http://127.0.0.1:3012'],
        deploymentFile: '/data/deployment.json',
      },
      deployment: {
        chainId: 31337,
        deploymentBlock: 1,
        genesisHash: '0x00',
        contracts: {
          accessManager: '0xa0',
          n3Token: '0xa1',
          nodeRegistry: '0xa2',
          staking: '0xa3',
          rewards: '0xa4',
          edgeDevice: '0xa5',
          deviceSale: '0xa6',
          leaseMarket: '0xa7',
          keyDirectory: '0xa8',
        },
        profile: 'local',
      },
    },
    { data: '/data', logs: '/data/logs' },
  )
  const facts = [
    'http://localhost:3000',
    'http://rpc.example',
    '31337',
    'postgresql://network3:word@',
    'http://127.0.0.1:3011 http://127.0.0.1:3012',
    '/data/logs',
    'ws://127.0.0.1:3004/v1/agent',
    'http://127.0.0.1:3005',
    'http://127.0.0.1:3007/metrics',
  ]
  for (const fact of [
    ...facts,
    '0xa1',
    '0xa2',
    '0xa3',
    '0xa4',
    '0xa5',
    '0xa6',
    '0xa7',
    '0xa8',
    'Ctrl-C',
    '--reset',
  ])
    expect(text).toContain(fact)
})
