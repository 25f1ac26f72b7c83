import type { Deployment } from '@network3/chain/deployment'
import { LOCAL_CHAIN_ID } from '@network3/chain/local-economy'
import type { Hex } from '@network3/core/hex'
import { createPool, type Pool } from '@network3/db/pool'
import { createPrisma, type Prisma } from '@network3/db/prisma'
import { type Clock, systemClock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import { createSecretBox, type SecretBox } from '@network3/service/webhooks/webhook-secret'
import type { Browser } from './access/browser.ts'
import { anonymous, type Caller } from './access/caller.ts'
import { createUsageCounter, type UsageCounter } from './access/create-usage-counter.ts'
import { type Operation, randomOperation } from './access/operation.ts'
import { type BlockMemo, createBlockMemo } from './block-memo.ts'
import { type ChainClient, createChainClient } from './chain/create-chain-client.ts'
import { createParametersReader, type ParametersReader } from './chain/create-parameters-reader.ts'
import { type BundleLogs, createBundleLogs } from './directory/create-bundle-logs.ts'
import { createEpochTrees, type EpochTrees } from './epoch-trees/create-epoch-trees.ts'
import { createFaucet, type Faucet } from './faucet/create-faucet.ts'
import { type AnswerOnce, createAnswerOnce } from './http/create-answer-once.ts'
import { createRateLimiter, type RateLimiter } from './http/create-rate-limiter.ts'
import { createKeptPages, type KeptPages } from './http/kept-pages.ts'
import { createJobFeed, type JobFeed } from './live/create-job-feed.ts'
import { createLiveFeed, type LiveFeed } from './live/create-live-feed.ts'
import { createPairingLimits, type PairingLimits } from './pairing/create-pairing-limits.ts'
import { createSponsorClient, type SponsorClient } from './pairing/create-sponsor-client.ts'

/** Where agents and developers find what is not on this site. */
export type Endpoints = {
  /** WebSocket bases that agents dial. */
  gatewayUrls: readonly string[]
  /** All nodes of the key-generation centre, node 1 first. */
  kgcUrls: readonly string[]
  /** The chain as others reach it. */
  rpcUrl?: string | undefined
}

export type WebhookSettings = {
  /** Undefined where none can be made. */
  secrets: SecretBox | undefined
  /** They may lead to this machine: on the local chain alone. */
  allowsLoopback: boolean
}

/** What every procedure works with. Made once per process, and closed with it. */
export type Context = {
  pool: Pool
  /** Over the same pool, for single records. */
  prisma: Prisma
  deployment: Deployment
  logger: Logger
  clock: Clock
  chain: ChainClient
  parameters: ParametersReader
  memo: BlockMemo
  /** First pages, serialised, for calls over HTTP. */
  keptPages: KeptPages
  trees: EpochTrees
  bundleLogs: BundleLogs
  live: LiveFeed
  jobFeed: JobFeed
  /** Undefined off the local chain, or without its key. */
  faucet: Faucet | undefined
  /** Calls over HTTP, by the caller's network, account or key: see http/take-allowance.ts. */
  rateLimiter: RateLimiter
  accountLimiter: RateLimiter
  keyLimiter: RateLimiter
  /** Nonces to sign in with, by network. */
  signInLimiter: RateLimiter
  usageCounter: UsageCounter
  /** Requests with an idempotency key. */
  answerOnce: AnswerOnce
  /** Of pages one may sign in on; empty: those of this machine. */
  signInOrigins: readonly string[]
  /** MiB stored for jobs, by lease. */
  blobLimiter: RateLimiter
  pairingLimits: PairingLimits
  sponsor: SponsorClient
  endpoints: Endpoints
  webhooks: WebhookSettings
  /** The network a call over HTTP came from (networkOf); of the server's own pages: `server`. */
  callerNetwork: string
  caller: Caller
  /** Cookies brought and to be set; undefined where none are read (REST, the server's own pages). */
  browser: Browser | undefined
  operation: Operation
  close: () => Promise<void>
}

export type ContextOptions = {
  databaseUrl: string
  deployment: Deployment
  /** The chain's RPC as this process reaches it. */
  rpcUrl: string
  logger: Logger
  /** Funds newcomers; looked at on the local chain only. */
  faucetPrivateKey?: Hex | undefined
  /** Pays for registrations; without it pairings cannot be finished. */
  sponsorUrl?: string | undefined
  /** Default: none are named. */
  endpoints?: Endpoints
  clock?: Clock
  /** Default 10. */
  maxConnections?: number
  /** Calls a minute from one network (IPv4 /24, IPv6 /48), default 3,000; an account has twice, a key four times it. */
  callsPerMinute?: number
  /** Origins of the site (https://…) on whose pages one may sign in; default: those of this machine. */
  signInOrigins?: readonly string[]
  /** 32 bytes, as the worker has them; without them no webhook can be made. */
  webhookSecretsKey?: Uint8Array | undefined
  /** Looked at on the local chain only. */
  webhooksMayLoopBack?: boolean
  /** Instead of reading the contracts' immutables from the chain. */
  parameters?: ParametersReader
}

/** Opens nothing yet: connections are made by the first call that needs one. */
export function createContext(options: ContextOptions): Context {
  const { databaseUrl, deployment, rpcUrl, logger, faucetPrivateKey, clock = systemClock } = options
  const pool = createPool(databaseUrl, {
    applicationName: 'network3-api',
    maxConnections: options.maxConnections ?? 10,
  })
  const client = createChainClient(deployment.chainId, rpcUrl)
  const live = createLiveFeed({ databaseUrl, pool, logger, clock })
  const jobFeed = createJobFeed({ databaseUrl, pool, logger, clock })
  const now = () => clock.now()
  const callsPerMinute = options.callsPerMinute ?? 3_000
  const usageCounter = createUsageCounter({ pool, clock, logger })
  const hasFaucet = deployment.chainId === LOCAL_CHAIN_ID && faucetPrivateKey !== undefined
  const prisma = createPrisma(pool)
  const keptPages = createKeptPages({ databaseUrl, logger, clock })
  return {
    pool,
    prisma,
    deployment,
    logger,
    clock,
    chain: client,
    parameters: options.parameters ?? createParametersReader(client, deployment),
    memo: createBlockMemo(clock),
    keptPages,
    trees: createEpochTrees(prisma, deployment),
    bundleLogs: createBundleLogs(pool),
    live,
    jobFeed,
    faucet: hasFaucet
      ? createFaucet({
          client,
          chainId: deployment.chainId,
          rpcUrl,
          token: deployment.contracts.n3Token,
          privateKey: faucetPrivateKey,
          logger,
          clock,
        })
      : undefined,
    rateLimiter: createRateLimiter({ limit: callsPerMinute, windowSeconds: 60, now }),
    accountLimiter: createRateLimiter({ limit: 2 * callsPerMinute, windowSeconds: 60, now }),
    keyLimiter: createRateLimiter({ limit: 4 * callsPerMinute, windowSeconds: 60, now }),
    signInLimiter: createRateLimiter({ limit: 60, windowSeconds: 60, now }),
    usageCounter,
    answerOnce: createAnswerOnce({ pool, clock }),
    signInOrigins: options.signInOrigins ?? [],
    blobLimiter: createRateLimiter({ limit: 1_024, windowSeconds: 3_600, now }),
    pairingLimits: createPairingLimits(now),
    sponsor: createSponsorClient(options.sponsorUrl),
    webhooks: {
      secrets:
        options.webhookSecretsKey === undefined ? undefined : createSecretBox(options.webhookSecretsKey),
      allowsLoopback: deployment.chainId === LOCAL_CHAIN_ID && options.webhooksMayLoopBack === true,
    },
    endpoints: options.endpoints ?? { gatewayUrls: [], kgcUrls: [] },
    callerNetwork: 'server',
    caller: anonymous,
    browser: undefined,
    operation: randomOperation(() => new Date(clock.now())),
    close: async () => {
      await usageCounter.close()
      await live.close()
      await keptPages.close()
      await jobFeed.close()
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
