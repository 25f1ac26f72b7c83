import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { z } from 'zod'

/** An empty variable counts as one not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const envSchema = z.object({
  DATABASE_URL: z.url(),
  RPC_URL: z.url(),
  CHAIN_ID: z.coerce.number().int().positive(),
  DEPLOYMENT_FILE: optional(z.string()),
  DIRECTORY_PRIVATE_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, 'not a private key')
    .transform((value) => value as Hex),
  DIRECTORY_PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  DIRECTORY_POST_TODAY: optional(z.enum(['0', '1'])),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
})

/** Every variable read here; .env.example lists the same. */
export const envNames = Object.keys(envSchema.shape)

export type DirectoryEnv = {
  databaseUrl: string
  rpcUrl: string
  chainId: number
  deploymentFile: string | undefined
  privateKey: Hex
  port: number
  postsToday: boolean
  logLevel: NonNullable<z.infer<typeof envSchema>['LOG_LEVEL']>
}

/** Reads the environment. Throws ENV_INVALID with every variable that is missing or wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env): DirectoryEnv {
  const parsed = envSchema.safeParse(source)
  if (!parsed.success) {
    throw new AppError('ENV_INVALID', `The environment is incomplete:\n${z.prettifyError(parsed.error)}`)
  }
  const env = parsed.data
  return {
    databaseUrl: env.DATABASE_URL,
    rpcUrl: env.RPC_URL,
    chainId: env.CHAIN_ID,
    deploymentFile: env.DEPLOYMENT_FILE,
    privateKey: env.DIRECTORY_PRIVATE_KEY,
    port: env.DIRECTORY_PORT ?? 0,
    postsToday: env.DIRECTORY_POST_TODAY === '1',
    logLevel: env.LOG_LEVEL ?? 'info',
  }
}
