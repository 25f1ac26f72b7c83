// The API as a process of its own, so that its CPU can be read apart from that of whoever asks.

import type { Deployment } from '@network3/chain/deployment'
import { createLogger } from '@network3/service/logger'
import { createContext } from '../../context.ts'
import { serveApi } from '../serve-api.ts'

type Options = { databaseUrl: string; rpcUrl: string; deployment: Deployment }

const options = JSON.parse(process.argv[2] ?? '{}') as Options
const context = createContext({ ...options, logger: createLogger('bench-api', 'error'), callsPerMinute: 1e9 })
const server = await serveApi(context)
process.once(
  'SIGTERM',
  () =>
    void server
      .stop()
      .then(context.close)
      .then(() => process.exit(0)),
)
console.log(server.origin)
