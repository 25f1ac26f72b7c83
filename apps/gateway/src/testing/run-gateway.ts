// A gateway's sessions as a process of its own, for tests that kill it and for the load test.

import { startHealthServer } from '@network3/service/health-server'
import { createLogger } from '@network3/service/logger'
import { createShutdown } from '@network3/service/shutdown'
import { type JobsPart, startJobs } from '../jobs/start-jobs.ts'
import { startTestGateway, type TestGatewayOptions } from './test-gateway.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as TestGatewayOptions & { withJobs?: boolean }
const shutdown = createShutdown({ logger: createLogger('gateway', 'warn') })
let jobs: JobsPart | undefined
const gateway = await startTestGateway({
  ...options,
  logLevel: 'warn',
  listen: (hub, deps) => {
    if (options.withJobs === true) jobs = startJobs(hub, deps, { epochAt: () => 1n })
  },
})
const health = await startHealthServer({
  port: 0,
  registry: gateway.metrics.registry,
  notReadyReasons: gateway.gateway.notReadyReasons,
})
shutdown.add('health server', health.close)
shutdown.add('gateway', async () => {
  await jobs?.close()
  await gateway.stop()
})
console.log(JSON.stringify({ url: gateway.url, healthUrl: `http://127.0.0.1:${health.port}` }))
