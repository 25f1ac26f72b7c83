// The API as a process of its own over a database that is there already, in a time that stands still.

import { createLogger } from '@network3/service/logger'
import { createContext } from '../../context.ts'
import { serveApi } from '../../testing/serve-api.ts'
import { N3, testDeployment } from '../../testing/test-actors.ts'

const { databaseUrl, nowMs } = JSON.parse(process.argv[2] ?? '{}') as { databaseUrl: string; nowMs: number }
const context = createContext({
  ...{ databaseUrl, deployment: testDeployment, rpcUrl: 'http://127.0.0.1:9' },
  logger: createLogger('api', 'trace'),
  clock: { now: () => nowMs, sleep: () => Promise.resolve() },
  parameters: async () => ({
    clock: { genesisAt: 0n, epochLength: 3_600n },
    ...{ minimumStakeWei: N3, minimumSelfStakeWei: 80n * N3, thawSeconds: 60n },
    ...{ tokenCapWei: 1_000_000_000n * N3, leaseGraceSeconds: 60 },
  }),
})
const server = await serveApi(context)
console.log(JSON.stringify({ url: server.origin }))
