import { hostname } from 'node:os'
import { AppError } from '@network3/core/app-error'
import { HEARTBEAT_SECONDS, RESYNC_SECONDS } from '@network3/protocol/node/frames'
import { z } from 'zod'

/** An empty variable counts as one not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
const port = z.coerce.number().int().min(0).max(65_535)
const count = z.coerce.number().int().positive()

const envSchema = z.object({
  DATABASE_URL: z.url(),
  RPC_URL: z.url(),
  CHAIN_ID: z.coerce.number().int().positive(),
  DEPLOYMENT_FILE: optional(z.string()),
  SUBNET_KEY: z
    .string()
    .regex(/^(0x)?[0-9a-fA-F]{64}$/, 'not 32 bytes of hex')
    .transform((value) => Uint8Array.from(Buffer.from(value.replace(/^0x/, ''), 'hex'))),
  GATEWAY_PORT: optional(port),
  GATEWAY_HOST: optional(z.string()),
  GATEWAY_URL: optional(z.url({ protocol: /^wss?$/ })),
  GATEWAY_ID: optional(z.string().regex(/^[\w.:-]{1,64}$/)),
  GATEWAY_HEALTH_PORT: optional(port),
  GATEWAY_MAX_SESSIONS: optional(count),
  GATEWAY_CONNECTIONS_PER_MINUTE: optional(count),
  GATEWAY_TRUST_PROXY: optional(z.enum(['0', '1'])),
  GATEWAY_HEARTBEAT_SECONDS: optional(z.coerce.number().positive()),
  GATEWAY_RESYNC_SECONDS: optional(z.coerce.number().positive()),
  GATEWAY_RESUME_SECONDS: optional(z.coerce.number().positive()),
  NATS_URL: optional(z.string().regex(/^(nats|tls):\/\/[^\s]+$/, 'not nats://host:port')),
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
  const gatewayPort = env.GATEWAY_PORT ?? 3004
  return {
    databaseUrl: env.DATABASE_URL,
    rpcUrl: env.RPC_URL,
    chainId: env.CHAIN_ID,
    deploymentFile: env.DEPLOYMENT_FILE,
    subnetKey: env.SUBNET_KEY,
    port: gatewayPort,
    host: env.GATEWAY_HOST ?? '127.0.0.1',
    publicUrl: env.GATEWAY_URL,
    // One port of one host belongs to one process, and is its again after a restart.
    gatewayId: env.GATEWAY_ID ?? `${hostname()}:${gatewayPort}`,
    healthPort: env.GATEWAY_HEALTH_PORT ?? 0,
    maxSessions: env.GATEWAY_MAX_SESSIONS ?? 25_000,
    connectionsPerMinute: env.GATEWAY_CONNECTIONS_PER_MINUTE ?? 600,
    trustProxy: env.GATEWAY_TRUST_PROXY === '1',
    heartbeatSeconds: env.GATEWAY_HEARTBEAT_SECONDS ?? HEARTBEAT_SECONDS,
    resyncSeconds: env.GATEWAY_RESYNC_SECONDS ?? RESYNC_SECONDS,
    resumeSeconds: env.GATEWAY_RESUME_SECONDS ?? 60,
    natsUrl: env.NATS_URL,
    logLevel: env.LOG_LEVEL ?? ('info' as const),
  }
}
