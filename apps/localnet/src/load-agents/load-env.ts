import { delimiter } from 'node:path'
import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

const schema = z.object({
  RPC_URL: z.url({ protocol: /^https?$/ }),
  CHAIN_ID: z.coerce.number().int().positive(),
  DEPLOYMENT_FILE: z.string().min(1),
  GATEWAY_URL: z.url({ protocol: /^wss?$/ }),
  SITE_URL: z.url({ protocol: /^https?$/ }),
  /** Homes of agents that belong to the economy's operators, separated as in PATH. */
  AGENT_HOMES: z.string().default(''),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

/** @throws AppError ENV_INVALID with a sentence that names the variable. */
export function readLoadEnv(source: NodeJS.ProcessEnv = process.env) {
  const parsed = schema.safeParse(source)
  if (!parsed.success) {
    throw new AppError('ENV_INVALID', `The environment is incomplete:\n${z.prettifyError(parsed.error)}`)
  }
  const env = parsed.data
  return {
    rpcUrl: env.RPC_URL,
    chainId: env.CHAIN_ID,
    deploymentFile: env.DEPLOYMENT_FILE,
    gatewayUrl: env.GATEWAY_URL.replace(/\/$/, ''),
    siteUrl: env.SITE_URL,
    agentHomes: env.AGENT_HOMES.split(delimiter).filter((home) => home !== ''),
    logLevel: env.LOG_LEVEL,
  }
}
