import { readFileSync } from 'node:fs'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'
import { type IndexerEnv, readEnv } from './env.ts'

const stackSchema = z.object({
  databaseUrl: z.url(),
  rpcUrl: z.url(),
  chainId: z.int().positive(),
  deploymentFile: z.string().optional(),
  epochFilesUrl: z.url().optional(),
})

/** The indexer's own variables, or the file of a network that runs here. Throws ENV_INVALID. */
export function readCommandEnv(source: Record<string, string | undefined> = process.env): IndexerEnv {
  if (source.DATABASE_URL !== undefined) return readEnv(source)
  const file = source.N3_NETWORK_FILE ?? '.network3/stack.json'
  try {
    const stack = stackSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return readEnv({
      ...source,
      DATABASE_URL: stack.databaseUrl,
      RPC_URL: stack.rpcUrl,
      CHAIN_ID: String(stack.chainId),
      DEPLOYMENT_FILE: stack.deploymentFile,
      EPOCH_FILES_URL: stack.epochFilesUrl,
    })
  } catch (cause) {
    throw new AppError(
      'ENV_INVALID',
      `No network runs here (${file}). Start one with npm start, or set the indexer's variables (apps/indexer/.env.example).`,
      { cause },
    )
  }
}
