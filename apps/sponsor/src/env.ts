import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { z } from 'zod'
import type { QuotaLimits } from './quota-book.ts'

/** An empty variable counts as one not set. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
const limit = optional(z.coerce.number().int().min(0))

const envSchema = z.object({
  RPC_URL: z.url(),
  CHAIN_ID: z.coerce.number().int().positive(),
  DEPLOYMENT_FILE: optional(z.string()),
  SPONSOR_PRIVATE_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, 'not a private key')
    .transform((value) => value as Hex),
  SPONSOR_PORT: optional(z.coerce.number().int().min(0).max(65_535)),
  SPONSOR_DATA_DIR: z.string().min(1),
  SPONSOR_OPERATOR_LIMIT: limit,
  SPONSOR_NETWORK_LIMIT: limit,
  SPONSOR_DAY_LIMIT: limit,
  SITE_URL: optional(z.url()),
  SPONSOR_REDEEM_SECONDS: optional(z.coerce.number().int().min(1)),
  SPONSOR_REDEEM_DAY_LIMIT: limit,
  SPONSOR_SETTLE_DAY_LIMIT: limit,
  SPONSOR_N3_PER_ETH: optional(z.string().regex(/^\d+$/, 'a whole number').transform(BigInt)),
  SPONSOR_REDEEM_WORTH: optional(z.coerce.number().int().min(1)),
  SPONSOR_ALARM_WEI: optional(z.string().regex(/^\d+$/, 'wei').transform(BigInt)),
  LOG_LEVEL: optional(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
})

/** Every variable read here; .env.example lists the same. */
export const envNames = Object.keys(envSchema.shape)

export type SponsorEnv = {
  rpcUrl: string
  chainId: number
  deploymentFile: string | undefined
  privateKey: Hex
  port: number
  dataDir: string
  limits: QuotaLimits
  /** Undefined: no vouchers are redeemed. */
  redeeming:
    | { siteUrl: string; everyMs: number; dayLimit: number; n3PerEth: bigint; worth: bigint }
    | undefined
  /** Undefined: nothing is settled. */
  settling: { siteUrl: string; everyMs: number; dayLimit: number; n3PerEth: bigint } | undefined
  alarmWei: bigint
  logLevel: NonNullable<z.infer<typeof envSchema>['LOG_LEVEL']>
}

/** Reads the environment. Throws ENV_INVALID with every variable that is missing or wrong. */
export function readEnv(source: Record<string, string | undefined> = process.env): SponsorEnv {
  const parsed = envSchema.safeParse(source)
  if (!parsed.success) {
    throw new AppError('ENV_INVALID', `The environment is incomplete:\n${z.prettifyError(parsed.error)}`)
  }
  const env = parsed.data
  const ofSite = <Settings extends object>(settings: Settings) =>
    env.SITE_URL === undefined
      ? undefined
      : {
          siteUrl: env.SITE_URL,
          everyMs: (env.SPONSOR_REDEEM_SECONDS ?? 60) * 1_000,
          n3PerEth: env.SPONSOR_N3_PER_ETH ?? 1_000n,
          ...settings,
        }
  return {
    rpcUrl: env.RPC_URL,
    chainId: env.CHAIN_ID,
    deploymentFile: env.DEPLOYMENT_FILE,
    privateKey: env.SPONSOR_PRIVATE_KEY,
    port: env.SPONSOR_PORT ?? 3005,
    dataDir: env.SPONSOR_DATA_DIR,
    limits: {
      perOperator: env.SPONSOR_OPERATOR_LIMIT ?? 10,
      perNetwork: env.SPONSOR_NETWORK_LIMIT ?? 10,
      together: env.SPONSOR_DAY_LIMIT ?? 1_000,
    },
    redeeming: ofSite({
      dayLimit: env.SPONSOR_REDEEM_DAY_LIMIT ?? 10_000,
      worth: BigInt(env.SPONSOR_REDEEM_WORTH ?? 10),
    }),
    settling: ofSite({ dayLimit: env.SPONSOR_SETTLE_DAY_LIMIT ?? 10_000 }),
    alarmWei: env.SPONSOR_ALARM_WEI ?? 50_000_000_000_000_000n,
    logLevel: env.LOG_LEVEL ?? 'info',
  }
}
