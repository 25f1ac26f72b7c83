import { readFileSync } from 'node:fs'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

const schema = z.object({
  RPC_URL: z.url(),
  CHAIN_ID: z.coerce.number().int().positive(),
  DEPLOYMENT_FILE: z.string().optional(),
  RECEIPTS_URL: z.url(),
  EPOCH_FILES_URL: z.url(),
})
const stackSchema = z.object({
  rpcUrl: z.url(),
  chainId: z.int().positive(),
  deploymentFile: z.string().optional(),
  receiptsUrl: z.url(),
  epochFilesUrl: z.url(),
})

export type VerifyEnv = z.infer<typeof stackSchema>

/** Where everything public is: by variables, or from the file of a network that runs here. Throws ENV_INVALID. */
export function readVerifyEnv(source: Record<string, string | undefined> = process.env): VerifyEnv {
  if (source.RPC_URL === undefined) return readStack(source.N3_NETWORK_FILE ?? '.network3/stack.json')
  const parsed = schema.safeParse(source)
  if (!parsed.success) {
    throw new AppError('ENV_INVALID', `The environment is incomplete:\n${z.prettifyError(parsed.error)}`)
  }
  const env = parsed.data
  return {
    ...{ rpcUrl: env.RPC_URL, chainId: env.CHAIN_ID },
    ...{ receiptsUrl: env.RECEIPTS_URL, epochFilesUrl: env.EPOCH_FILES_URL },
    ...(env.DEPLOYMENT_FILE === undefined ? {} : { deploymentFile: env.DEPLOYMENT_FILE }),
  }
}

function readStack(file: string): VerifyEnv {
  try {
    return stackSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new AppError(
      'ENV_INVALID',
      `No network runs here (${file}). Start one with npm start, or set RPC_URL, CHAIN_ID, RECEIPTS_URL and EPOCH_FILES_URL.`,
      { cause },
    )
  }
}
