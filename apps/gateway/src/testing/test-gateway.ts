import type { Deployment } from '@network3/chain/deployment'
import { createPool } from '@network3/db/pool'
import { systemClock } from '@network3/service/clock'
import { createLogger, type LogLevel } from '@network3/service/logger'
import { createMetrics } from '@network3/service/metrics'
import { openBus } from '../bus/open-bus.ts'
import type { GatewayDeps } from '../gateway-deps.ts'
import type { CreateRoute } from '../http/route.ts'
import type { Hub } from '../hub.ts'
import { type GatewayOptions, startGateway } from '../start-gateway.ts'

const nowhere = `0x${'00'.repeat(20)}` as const
/** Sessions do not touch the chain. */
const deployment: Deployment = {
  chainId: 31337,
  deploymentBlock: 0,
  genesisHash: `0x${'00'.repeat(32)}`,
  contracts: {
    ...{
      accessManager: nowhere,
      n3Token: nowhere,
      nodeRegistry: nowhere,
      staking: nowhere,
      rewards: nowhere,
    },
    ...{ edgeDevice: nowhere, deviceSale: nowhere, leaseMarket: nowhere, keyDirectory: nowhere },
  },
  profile: 'local',
}

export type TestGatewayOptions = Partial<GatewayOptions> & {
  databaseUrl: string
  gatewayId: string
  natsUrl?: string
  logLevel?: LogLevel
  routes?: readonly CreateRoute[]
  /** Fills the hub before the port opens. */
  listen?: (hub: Hub, deps: GatewayDeps) => void
}

/** A gateway's sessions without its other parts, on a free port of loopback. */
export async function startTestGateway(options: TestGatewayOptions) {
  const { databaseUrl, gatewayId, natsUrl } = options
  const logger = createLogger('gateway', options.logLevel ?? 'silent')
  const over = new AbortController()
  const metrics = createMetrics()
  const pool = createPool(databaseUrl, { applicationName: 'network3-gateway', maxConnections: 4 })
  const bus = await openBus({ natsUrl, databaseUrl, pool, logger })
  const deps: GatewayDeps = {
    ...{ pool, bus, logger, metrics, clock: systemClock, chainId: 31337, deployment },
    ...{ rpcUrl: 'http://127.0.0.1:1', gatewayId, signal: over.signal },
  }
  const gateway = await startGateway(deps, {
    ...{ port: 0, host: '127.0.0.1', publicUrl: undefined, subnetKey: new Uint8Array(32).fill(7) },
    ...{ maxSessions: 1_000, connectionsPerMinute: 100_000, trustProxy: false },
    ...{ heartbeatSeconds: 30, resyncSeconds: 600, resumeSeconds: 60, authTimeoutMs: 5_000 },
    ...{ routes: [], sweepMs: 30_000 },
    ...options,
  })
  options.listen?.(gateway.hub, deps)
  const { port } = await gateway.open()
  let stopped: Promise<void> | undefined
  const stop = async () => {
    over.abort()
    await gateway.drain()
    await bus.close()
    await pool.end()
  }
  return {
    gateway,
    hub: gateway.hub,
    url: `ws://127.0.0.1:${port}`,
    port,
    bus,
    metrics,
    /** A metric's value by its labels, as /metrics would show it. */
    async metric(name: string, labels: Record<string, string> = {}): Promise<number> {
      const found = (await metrics.registry.getMetricsAsJSON()).find((metric) => metric.name === name)
      const values = (found?.values ?? []) as { value: number; labels: Record<string, string> }[]
      const fits = values.filter(({ labels: has }) =>
        Object.entries(labels).every(([key, value]) => has[key] === value),
      )
      return fits.reduce((sum, { value }) => sum + value, 0)
    },
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}
