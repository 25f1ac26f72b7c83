import type { Deployment } from '@network3/chain/deployment'
import type { Pool } from '@network3/db/pool'
import type { Bus } from '@network3/service/bus'
import type { Clock } from '@network3/service/clock'
import type { Logger } from '@network3/service/logger'
import type { Metrics } from '@network3/service/metrics'

/** What every part of the gateway is made with: `startJobs(hub, deps)`, `startMeasuring(hub, deps)`. */
export type GatewayDeps = {
  pool: Pool
  bus: Bus
  logger: Logger
  metrics: Metrics
  clock: Clock
  chainId: number
  deployment: Deployment
  rpcUrl: string
  /** Names this gateway in rows and on the bus; the same after a restart. Equals `hub.gatewayId`. */
  gatewayId: string
  /** Aborted when the gateway drains: loops end at their next safe point. */
  signal: AbortSignal
}

/** A part that was started. Parts are closed after all sessions have ended, before the bus and the database. */
export type GatewayPart = { close(): Promise<void> }
