import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

/** An empty variable counts as one not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

const LOCAL_CHAIN_ID = 31_337

const envSchema = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    CHAIN_ID: z.coerce.number().int().positive(),
    WORKER_PORT: optional(z.coerce.number().int().min(0).max(65_535)),
    WEBHOOK_SECRETS_KEY: z.string().regex(/^0x[0-9a-fA-F]{64}$/, 'not 32 bytes of hex'),
    WEBHOOK_ALLOW_LOOPBACK: optional(z.enum(['0', '1'])),
    WORKER_CONCURRENCY: optional(z.coerce.number().int().min(1).max(200)),
    LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
  })
  .refine((env) => env.WEBHOOK_ALLOW_LOOPBACK !== '1' || env.CHAIN_ID === LOCAL_CHAIN_ID, {
    path: ['WEBHOOK_ALLOW_LOOPBACK'],
    error: `only on the local chain (CHAIN_ID=${LOCAL_CHAIN_ID})`,
  })

/** Every variable read here; .env.example lists the same. */
export const envNames = Object.keys(envSchema.shape)

export type WorkerEnv = {
  databaseUrl: string
  port: number
  secretsKey: Uint8Array
  allowsLoopback: boolean
  concurrency: number
  logLevel: NonNullable<z.infer<typeof envSchema>['LOG_LEVEL']>
}

/** Reads the environment. Throws ENV_INVALID with every variable that is missing or wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env): WorkerEnv {
  const parsed = envSchema.safeParse(source)
  if (!parsed.success) {
    throw new AppError('ENV_INVALID', `The environment is incomplete:\n${z.prettifyError(parsed.error)}`)
  }
  const env = parsed.data
  return {
    databaseUrl: env.DATABASE_URL,
    port: env.WORKER_PORT ?? 3007,
    secretsKey: Buffer.from(env.WEBHOOK_SECRETS_KEY.slice(2), 'hex'),
    allowsLoopback: env.WEBHOOK_ALLOW_LOOPBACK === '1',
    concurrency: env.WORKER_CONCURRENCY ?? 20,
    logLevel: env.LOG_LEVEL ?? 'info',
  }
}
