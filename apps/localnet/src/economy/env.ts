import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

const schema = z.object({
  RPC_URL: z.url({ protocol: /^https?$/ }),
  CHAIN_ID: z.coerce.number().int().positive(),
  DEPLOYMENT_FILE: z.string().min(1).optional(),
  EPOCH_FILES_URL: z.url({ protocol: /^https?$/ }),
  /** Milliseconds between two actions. */
  ECONOMY_INTERVAL_MS: z.coerce.number().int().min(50).default(4_000),
  /** off: what is ordered at the store is shipped by somebody else, or not at all. */
  ECONOMY_FULFILLER: z.enum(['on', 'off']).default('on'),
  /** The site whose key directory the attestors watch; without it they do not. */
  SITE_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

export type EconomyEnv = {
  rpcUrl: string
  chainId: number
  deploymentFile: string | undefined
  epochFilesUrl: string
  intervalMs: number
  fulfils: boolean
  siteUrl: string | undefined
  logLevel: z.infer<typeof schema>['LOG_LEVEL']
}

/** @throws AppError ENV_INVALID with a sentence that names the variable. */
export function readEconomyEnv(source: NodeJS.ProcessEnv = process.env): EconomyEnv {
  const parsed = schema.safeParse(source)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = issue?.path.join('.') ?? 'The environment'
    throw new AppError('ENV_INVALID', `${name} is not valid: ${issue?.message}.`)
  }
  const env = parsed.data
  return {
    rpcUrl: env.RPC_URL,
    chainId: env.CHAIN_ID,
    deploymentFile: env.DEPLOYMENT_FILE,
    epochFilesUrl: env.EPOCH_FILES_URL,
    intervalMs: env.ECONOMY_INTERVAL_MS,
    fulfils: env.ECONOMY_FULFILLER === 'on',
    siteUrl: env.SITE_URL,
    logLevel: env.LOG_LEVEL,
  }
}
