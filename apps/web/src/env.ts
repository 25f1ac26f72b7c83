import { z } from 'zod'

const url = z.string().regex(/^https?:\/\//, 'must begin with http:// or https://')

/** Several with commas between; none when it is empty. */
const urls = z
  .string()
  .default('')
  .transform((list) => list.split(',').filter((each) => each !== ''))

const schema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://'),
  RPC_URL: url,
  /** What browsers use; the server's own when it is reachable from both. */
  PUBLIC_RPC_URL: url.optional(),
  CHAIN_ID: z.coerce.number().int().positive().default(31337),
  DEPLOYMENT_FILE: z.string().optional(),
  EPOCH_FILES_URL: url.optional(),
  /** What agents dial: WebSocket bases of the gateways. */
  GATEWAY_URL: urls.pipe(z.array(z.string().regex(/^wss?:\/\//, 'must begin with ws:// or wss://'))),
  /** All nodes of the key-generation centre, node 1 first. */
  KGC_URLS: urls.pipe(z.array(url)),
  /** Pays for the registrations of newcomers (apps/sponsor). */
  SPONSOR_URL: url.optional(),
  /** Funds newcomers; read on the local chain only. */
  FAUCET_PRIVATE_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, 'must be 0x and 64 hex digits')
    .optional(),
  /** Seals secrets of webhooks; the same as the worker's. Without it none can be made. */
  WEBHOOK_SECRETS_KEY: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/, 'must be 0x and 64 hex digits')
    .optional(),
  /** Webhooks may lead to this machine; read on the local chain only. */
  WEBHOOK_ALLOW_LOOPBACK: z.enum(['', '0', '1']).optional(),
  /** Origins of this site (https://network3.example) on whose pages one may sign in; without any, those of this machine. */
  SITE_ORIGINS: urls.pipe(z.array(url.refine((text) => URL.canParse(text) && new URL(text).origin === text))),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

export type Env = z.infer<typeof schema>

let parsed: Env | undefined

/**
 * The environment, read when the first request needs it: a production build knows none of it, so that one build
 * serves any database, chain and port. Throws a sentence per variable that is missing or malformed.
 */
export function env(): Env {
  if (parsed === undefined) {
    const result = schema.safeParse(process.env)
    if (!result.success) {
      const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
      throw new Error(`The web server's environment is incomplete. ${faults.join('; ')}`)
    }
    parsed = result.data
  }
  return parsed
}

/** For the proxy, which must answer also where the rest of the environment is incomplete, so that a page can say so. */
export function policyEnv() {
  const kgcUrls = schema.shape.KGC_URLS.safeParse(process.env.KGC_URLS)
  return {
    publicRpcUrl: process.env.PUBLIC_RPC_URL ?? process.env.RPC_URL,
    kgcUrls: kgcUrls.data ?? [],
    isDevelopment: process.env.NODE_ENV === 'development',
  }
}
