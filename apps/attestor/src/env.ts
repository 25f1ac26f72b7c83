import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { z } from 'zod'

/** An empty variable counts as one not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
const port = z.coerce.number().int().min(0).max(65_535)
const url = z.url({ protocol: /^https?$/ })

const envSchema = z.object({
  RPC_URL: url,
  CHAIN_ID: z.coerce.number().int().positive(),
  DEPLOYMENT_FILE: optional(z.string()),
  ATTESTOR_PRIVATE_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, 'not a private key')
    .transform((value) => value as Hex),
  /** Folder of its own, for epoch files and receipts. */
  ATTESTOR_DIR: z.string().min(1),
  ATTESTOR_PORT: optional(port),
  ATTESTOR_HOST: optional(z.string()),
  ATTESTOR_HEALTH_PORT: optional(port),
  /** Bases of the other attestors, separated by commas. */
  ATTESTOR_PEERS: optional(z.string().transform((text) => text.split(','))),
  /** Base of the gateway. */
  RECEIPTS_URL: url,
  /** Seconds after an epoch's end for which receipts are waited for; default: the epoch's length, at least 120. */
  RECEIPTS_WAIT_SECONDS: optional(z.coerce.number().int().positive()),
  ATTESTOR_TURN_MS: optional(z.coerce.number().int().positive()),
  ATTESTOR_LOOK_MS: optional(z.coerce.number().int().min(100)),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
})

/** Every variable read here; .env.example lists the same. */
export const envNames = Object.keys(envSchema.shape)

/** Reads the environment. Throws ENV_INVALID with every variable that is missing or wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env) {
  const parsed = envSchema.safeParse(source)
  if (!parsed.success) {
    throw new AppError('ENV_INVALID', `The environment is incomplete:\n${z.prettifyError(parsed.error)}`)
  }
  const env = parsed.data
  return {
    rpcUrl: env.RPC_URL,
    chainId: env.CHAIN_ID,
    deploymentFile: env.DEPLOYMENT_FILE,
    privateKey: env.ATTESTOR_PRIVATE_KEY,
    folder: env.ATTESTOR_DIR,
    port: env.ATTESTOR_PORT ?? 3031,
    host: env.ATTESTOR_HOST ?? '127.0.0.1',
    healthPort: env.ATTESTOR_HEALTH_PORT ?? 0,
    peers: env.ATTESTOR_PEERS ?? [],
    receiptsUrl: env.RECEIPTS_URL,
    receiptsWaitSeconds: env.RECEIPTS_WAIT_SECONDS,
    turnMs: env.ATTESTOR_TURN_MS ?? 10_000,
    lookMs: env.ATTESTOR_LOOK_MS ?? 2_000,
    logLevel: env.LOG_LEVEL ?? ('info' as const),
  }
}
