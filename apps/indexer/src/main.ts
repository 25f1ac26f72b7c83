import { isAppError } from '@network3/core/app-error'
import { readEnv } from './env.ts'
import { startIndexer } from './start-indexer.ts'

try {
  await startIndexer(readEnv())
} catch (caught) {
  // What a person has to put right is one sentence; anything else is a fault of ours and shows where.
  console.error(isAppError(caught) ? caught.message : caught)
  process.exit(1)
}
