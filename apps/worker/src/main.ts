import { isAppError } from '@network3/core/app-error'
import { createLogger } from '@network3/service/logger'
import { createShutdown } from '@network3/service/shutdown'
import { readEnv } from './env.ts'
import { runWorker } from './run-worker.ts'

async function main(): Promise<void> {
  const { logLevel, ...env } = readEnv()
  const logger = createLogger('worker', logLevel)
  const shutdown = createShutdown({ logger })
  const worker = await runWorker({ ...env, logger })
  shutdown.add('worker', worker.close)
}

main().catch((caught: unknown) => {
  // What a person has to put right is one sentence; anything else is a fault of ours and shows where.
  console.error(isAppError(caught) ? caught.message : caught)
  process.exit(1)
})
