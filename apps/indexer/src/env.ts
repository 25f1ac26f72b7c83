import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

const url = z.url()
/** An empty variable counts as one not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

/** One or several, with commas between them. */
const urls = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .pipe(z.array(url).min(1))

const envSchema = z.object({
  DATABASE_URL: url,
  /** Nodes of the chain; of two and more, two must agree about every block near the head. */
  RPC_URL: urls,
  /** Calls each of them is asked at most per second; without it only their own refusals slow the indexer down. */
  RPC_CALLS_PER_SECOND: optional(z.coerce.number().positive()),
  /** How long a large answer may take; small ones are waited for eight seconds at most. Default 20,000. */
  RPC_TIMEOUT_MS: optional(z.coerce.number().int().min(100)),
  CHAIN_ID: z.coerce.number().int().positive(),
  /** Where the deployment's record lies; default: packages/chain/deployments/<CHAIN_ID>.json. */
  DEPLOYMENT_FILE: optional(z.string()),
  /** Where epoch files are published: <base>/<dataHash>.json. Without it nothing counts as earned. */
  EPOCH_FILES_URL: optional(url),
  /** Health and metrics on 127.0.0.1; 0 takes any free port. */
  INDEXER_PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
  /** Local chain only: when the chain was set back below what was final, follow it instead of halting. */
  UNWIND_PAST_FINALITY: optional(z.enum(['0', '1'])),
  /** 0 believes one's own node about final blocks; otherwise each of them is proven against its header. */
  PROVE_BACKFILL: optional(z.enum(['0', '1'])),
  /** 0 keeps lists of events quick while an empty database is filled; otherwise their indices are built at the end. */
  DEFER_INDICES: optional(z.enum(['0', '1'])),
  /** How often sums are compared with the contracts' views; 0 never. Default: an hour. */
  AUDIT_EVERY_SECONDS: optional(z.coerce.number().int().min(0)),
})

/** Every variable read here; .env.example lists the same. */
export const envNames = Object.keys(envSchema.shape)

export type IndexerEnv = {
  databaseUrl: string
  rpcUrls: string[]
  rpcCallsPerSecond: number | undefined
  rpcTimeoutMs: number
  chainId: number
  deploymentFile: string | undefined
  epochFilesUrl: string | undefined
  port: number
  logLevel: NonNullable<z.infer<typeof envSchema>['LOG_LEVEL']>
  mayUnwindFinal: boolean
  provesRanges: boolean
  defersIndices: boolean
  auditEverySeconds: number
}

/** Reads the environment. Throws ENV_INVALID with every variable that is missing or wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env): IndexerEnv {
  const parsed = envSchema.safeParse(source)
  if (!parsed.success) {
    throw new AppError('ENV_INVALID', `The environment is incomplete:\n${z.prettifyError(parsed.error)}`)
  }
  const env = parsed.data
  return {
    databaseUrl: env.DATABASE_URL,
    rpcUrls: env.RPC_URL,
    rpcCallsPerSecond: env.RPC_CALLS_PER_SECOND,
    rpcTimeoutMs: env.RPC_TIMEOUT_MS ?? 20_000,
    chainId: env.CHAIN_ID,
    deploymentFile: env.DEPLOYMENT_FILE,
    epochFilesUrl: env.EPOCH_FILES_URL,
    port: env.INDEXER_PORT ?? 0,
    logLevel: env.LOG_LEVEL ?? 'info',
    mayUnwindFinal: env.UNWIND_PAST_FINALITY === '1',
    provesRanges: env.PROVE_BACKFILL !== '0',
    defersIndices: env.DEFER_INDICES !== '0',
    auditEverySeconds: env.AUDIT_EVERY_SECONDS ?? 3_600,
  }
}
