import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

/** An empty variable counts as one not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
const port = z.coerce.number().int().min(0).max(65_535)
const count = z.coerce.number().int().positive()

const envSchema = z
  .object({
    /** Everything this node keeps, and nobody else may read: identity, share, guard. */
    KGC_DATA_DIR: z.string().min(1),
    KGC_ROSTER_FILE: z.string().min(1),
    /** 64 hex digits, or a passphrase; better in a file of mode 0600. */
    KGC_SEAL_KEY: optional(z.string()),
    KGC_SEAL_KEY_FILE: optional(z.string()),
    /** Where users reach it, behind a proxy that speaks TLS. */
    KGC_HOST: optional(z.string()),
    KGC_PORT: optional(port),
    /** Where the other nodes reach it; the port is the roster's unless given. */
    KGC_PEER_HOST: optional(z.string()),
    KGC_PEER_PORT: optional(port),
    /** Health and metrics on 127.0.0.1; 0 takes any free port. */
    KGC_HEALTH_PORT: optional(port),
    /** For contract accounts, and with KEY_DIRECTORY_ADDRESS for stops and revocations. */
    RPC_URL: optional(z.url()),
    KEY_DIRECTORY_ADDRESS: optional(z.string().regex(/^0x[0-9a-fA-F]{40}$/)),
    /** How often the generation's status is read. Default 5. */
    KGC_CHAIN_POLL_SECONDS: optional(z.coerce.number().positive()),
    /** How long the chain may take to answer, asked twice, before it counts as unreachable. Default 5. */
    KGC_CHAIN_TIMEOUT_SECONDS: optional(z.coerce.number().positive()),
    /** 0: only when told to (SIGUSR2). Default 24. */
    KGC_REFRESH_HOURS: optional(z.coerce.number().min(0)),
    /** Another node's wish to refresh is granted this long after the last at the earliest. Default 3600. */
    KGC_REFRESH_GAP_SECONDS: optional(z.coerce.number().min(0)),
    /** By network prefix, all paths together. Default 600. */
    KGC_REQUESTS_PER_MINUTE: optional(count),
    /** By wallet. Default 60. */
    KGC_KEYS_PER_MINUTE: optional(count),
    /** 1: the last entry of X-Forwarded-For is the user. */
    KGC_TRUST_PROXY: optional(z.enum(['0', '1'])),
    LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
  })
  .refine((env) => (env.KGC_SEAL_KEY === undefined) !== (env.KGC_SEAL_KEY_FILE === undefined), {
    message: 'Give either KGC_SEAL_KEY or KGC_SEAL_KEY_FILE.',
    path: ['KGC_SEAL_KEY_FILE'],
  })
  .refine((env) => env.KEY_DIRECTORY_ADDRESS === undefined || env.RPC_URL !== undefined, {
    message: 'KEY_DIRECTORY_ADDRESS needs RPC_URL.',
    path: ['RPC_URL'],
  })

/** Every variable read here, in the order of docs/runbooks/kgc.md. */
export const envNames = Object.keys(envSchema.shape)

export type KgcEnv = ReturnType<typeof readEnv>

/** Reads the environment. Throws ENV_INVALID with every variable that is missing or wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env) {
  const parsed = envSchema.safeParse(source)
  if (!parsed.success)
    throw new AppError('ENV_INVALID', `The environment is incomplete:\n${z.prettifyError(parsed.error)}`)
  const env = parsed.data
  return {
    dataDir: env.KGC_DATA_DIR,
    rosterFile: env.KGC_ROSTER_FILE,
    sealKey: env.KGC_SEAL_KEY,
    sealKeyFile: env.KGC_SEAL_KEY_FILE,
    host: env.KGC_HOST ?? '127.0.0.1',
    port: env.KGC_PORT ?? 0,
    peerHost: env.KGC_PEER_HOST ?? '127.0.0.1',
    peerPort: env.KGC_PEER_PORT,
    healthPort: env.KGC_HEALTH_PORT ?? 0,
    rpcUrl: env.RPC_URL,
    keyDirectory: env.KEY_DIRECTORY_ADDRESS as `0x${string}` | undefined,
    chainPollMs: (env.KGC_CHAIN_POLL_SECONDS ?? 5) * 1_000,
    chainTimeoutMs: (env.KGC_CHAIN_TIMEOUT_SECONDS ?? 5) * 1_000,
    refreshHours: env.KGC_REFRESH_HOURS ?? 24,
    refreshGapMs: (env.KGC_REFRESH_GAP_SECONDS ?? 3_600) * 1_000,
    requestsPerMinute: env.KGC_REQUESTS_PER_MINUTE ?? 600,
    keysPerMinute: env.KGC_KEYS_PER_MINUTE ?? 60,
    trustProxy: env.KGC_TRUST_PROXY === '1',
    logLevel: env.LOG_LEVEL ?? ('info' as const),
  }
}
