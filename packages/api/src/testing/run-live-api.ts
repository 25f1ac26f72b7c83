// The API as a process of its own, over a database that an indexer fills: packages/testing/src/bench/lag reads from it.

import { loadDeployment } from '@network3/chain/load-deployment'
import { createLogger } from '@network3/service/logger'
import { createContext } from '../context.ts'
import { serveApi } from './serve-api.ts'

type Options = { databaseUrl: string; rpcUrl: string; chainId: number; deploymentFile: string }

const { databaseUrl, rpcUrl, chainId, deploymentFile } = JSON.parse(process.argv[2] ?? '{}') as Options
const deployment = await loadDeployment({ chainId, file: deploymentFile })
const context = createContext({ databaseUrl, rpcUrl, deployment, logger: createLogger('api', 'error') })
const server = await serveApi(context)
process.once('SIGTERM', () => {
  void server
    .stop()
    .then(context.close)
    .then(() => process.exit(0))
})
console.log(JSON.stringify({ url: server.url }))
