import { isAppError } from '@network3/core/app-error'
import { createLogger } from '@network3/service/logger'
import { createShutdown } from '@network3/service/shutdown'
import { readEnv } from './env.ts'
import { runNode } from './run-node.ts'

async function main(): Promise<void> {
  const env = readEnv()
  const logger = createLogger('kgc', env.logLevel)
  await runNode(env, logger, createShutdown({ logger }))
}

main().catch((error: unknown) => {
  // What a person has to put right is one sentence; anything else is a fault of ours and shows where.
  console.error(isAppError(error) ? error.message : error)
  process.exit(1)
})
