// A gateway with its jobs as a process of its own, for tests that look into its memory, or end it.

import { createLogger } from '@network3/service/logger'
import { createShutdown } from '@network3/service/shutdown'
import { startTestGateway, type TestGatewayOptions } from '../../testing/test-gateway.ts'
import { getBlobRoute, putBlobRoute } from '../blob-routes.ts'
import { type JobsPart, startJobs } from '../start-jobs.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as TestGatewayOptions & { silenceMs?: number }
const shutdown = createShutdown({ logger: createLogger('gateway', 'warn') })
let jobs: JobsPart | undefined
const gateway = await startTestGateway({
  ...options,
  logLevel: 'trace',
  routes: [getBlobRoute, putBlobRoute],
  listen: (hub, deps) => {
    const { silenceMs } = options
    jobs = startJobs(hub, deps, { epochAt: () => 1n, ...(silenceMs === undefined ? {} : { silenceMs }) })
  },
})
shutdown.add('gateway', gateway.stop)
shutdown.add('jobs', () => jobs?.close())
console.log(JSON.stringify({ url: gateway.url }))
