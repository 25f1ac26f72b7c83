import { type Context, createContext } from '@network3/api/context'
import { isHex } from '@network3/core/hex'
import { createLogger } from '@network3/service/logger'
import { readDeployment } from '../config/read-deployment.ts'
import { env } from '../env.ts'

// This module is loaded by the server, and by Next once for pages and once for route handlers; one pool per process is enough.
const holder = globalThis as typeof globalThis & { network3ApiContext?: Promise<Context> }

/** The API's context: made by the first request, kept as long as the process lives. A failed start is tried again. */
export function openContext(): Promise<Context> {
  holder.network3ApiContext ??= makeContext().catch((error) => {
    delete holder.network3ApiContext
    throw error
  })
  return holder.network3ApiContext
}

async function makeContext(): Promise<Context> {
  const { DATABASE_URL, RPC_URL, PUBLIC_RPC_URL, FAUCET_PRIVATE_KEY, LOG_LEVEL } = env()
  const { GATEWAY_URL, KGC_URLS, SPONSOR_URL, WEBHOOK_SECRETS_KEY, WEBHOOK_ALLOW_LOOPBACK, SITE_ORIGINS } =
    env()
  const faucetPrivateKey =
    FAUCET_PRIVATE_KEY !== undefined && isHex(FAUCET_PRIVATE_KEY, 32) ? FAUCET_PRIVATE_KEY : undefined
  return createContext({
    databaseUrl: DATABASE_URL,
    deployment: await readDeployment(),
    rpcUrl: RPC_URL,
    logger: createLogger('web', LOG_LEVEL),
    faucetPrivateKey,
    sponsorUrl: SPONSOR_URL,
    signInOrigins: SITE_ORIGINS,
    webhookSecretsKey:
      WEBHOOK_SECRETS_KEY === undefined ? undefined : Buffer.from(WEBHOOK_SECRETS_KEY.slice(2), 'hex'),
    webhooksMayLoopBack: WEBHOOK_ALLOW_LOOPBACK === '1',
    endpoints: { gatewayUrls: GATEWAY_URL, kgcUrls: KGC_URLS, rpcUrl: PUBLIC_RPC_URL ?? RPC_URL },
  })
}
