import { nodeReasons } from '@network3/core/node-reasons'
import { createPool } from '@network3/db/pool'
import { sweepNodeSessions } from '@network3/db/write/node-sessions'
import { retry } from '@network3/service/retry'
import type { WebSocket } from 'ws'
import { drain } from './drain.ts'
import type { GatewayDeps } from './gateway-deps.ts'
import { createGatewayMetrics, type GatewayMetrics } from './gateway-metrics.ts'
import type { CreateRoute } from './http/route.ts'
import { serveRoutes } from './http/serve-routes.ts'
import type { Hub } from './hub.ts'
import { refreshOperators, watchOperators } from './operators/refresh-operators.ts'
import { createPresence } from './presence/presence.ts'
import { type ResyncDeps, settleDoubts } from './presence/resync.ts'
import { publishTaken, watchTaken } from './presence/watch-taken.ts'
import { type RoundOptions, startRounds } from './rounds.ts'
import { type AcceptOptions, acceptSocket, refuseSocket } from './session/accept-socket.ts'
import { createConnectionLimit } from './session/connection-limit.ts'
import { type Listener, listen } from './session/listen.ts'
import { createSessions, type Sessions } from './session/sessions.ts'
import { createSignatureQueue } from './session/signature-queue.ts'
import { subnetOf } from './session/subnet.ts'

export type GatewayOptions = {
  databaseUrl: string
  /** 0 takes any free port. */
  port: number
  host: string
  /** The address agents dial, ws(s)://host:port without a path; undefined: by host and port. */
  publicUrl: string | undefined
  /** 32 bytes; the same for all gateways of a network. */
  subnetKey: Uint8Array
  /** Sessions at most; with more the next is sent to another gateway. */
  maxSessions: number
  /** New sockets a minute from one /24 or /48. */
  connectionsPerMinute: number
  /** Believe the last x-forwarded-for: only behind a proxy of one's own. */
  trustProxy: boolean
  heartbeatSeconds: number
  resyncSeconds: number
  /** How long a stream waits for its node to come back. */
  resumeSeconds: number
  authTimeoutMs: number
  routes: readonly CreateRoute[]
} & Pick<RoundOptions, 'sweepMs'>

export type Gateway = {
  hub: Hub
  sessionCount(): number
  notReadyReasons(): { code: string; message: string }[]
  /** Takes connections from now on: all listeners of the hub are there. */
  open(): Promise<{ port: number }>
  /** Ends all sessions with GATEWAY_DRAINING, writes what there is, and stops. */
  drain(): Promise<void>
}

/** Signatures that wait to be checked, some milliseconds each. */
const MAX_WAITING_LOGINS = 5_000
/** Sockets beyond all sessions. */
const MAX_STRANGERS = 5_000

/**
 * A gateway whose hub is there at once, so that its parts can listen, and whose port is opened by `open`. Sessions of
 * its earlier life are over by then. Rejects when the database does not answer.
 */
export async function startGateway(deps: GatewayDeps, options: GatewayOptions): Promise<Gateway> {
  const { bus, logger, clock, gatewayId } = deps
  // Of its own: who is online must not wait in line behind what the gateway's other parts ask.
  const pool = createPool(options.databaseUrl, {
    applicationName: 'network3-gateway-presence',
    maxConnections: 2,
  })
  const metrics = createGatewayMetrics(deps.metrics)
  const now = () => clock.now()
  const over = new AbortController()

  const left = await retry(() => sweepNodeSessions(pool, { at: new Date(now()), gateway: gatewayId }), {
    attempts: 10,
    isRetryable: () => true,
    signal: deps.signal,
    onRetry: (err) => logger.warn({ err }, 'database did not answer'),
  })
  if (left > 0) logger.info({ sessions: left }, 'sessions of the earlier run were ended')

  const presence = createPresence({
    ...{ pool, gatewayId, metrics, logger, now },
    onTaken: (taken) =>
      void publishTaken(bus, taken).catch((err: unknown) =>
        logger.warn({ err }, 'other gateways were not told of their nodes'),
      ),
    beforeJoined: async (links) => void (await refreshOperators(pool, links)),
    settleDoubts: (links) => settleDoubts(resync, links),
  })
  const sessions = createSessions({ ...options, gatewayId, presence, metrics, logger, now })
  const resync: ResyncDeps = {
    ...{ pool, gatewayId, metrics, now, find: sessions.find },
    onReplaced: (link) => sessions.end(link, 'SESSION_REPLACED'),
    onLost: (link) => void presence.join(link),
  }
  const taken = await watchTaken(bus, gatewayId, {
    onTaken: (nodes) => presence.doubt(nodes.map(sessions.find).filter((link) => link !== undefined)),
    onGap: () => presence.doubt(sessions.all()),
    onError: (err) => logger.warn({ err }, 'message of the bus was not read'),
  })
  const watching = watchOperators({
    ...{ pool, databaseUrl: options.databaseUrl, logger, clock, signal: over.signal },
    links: () => sessions.all(),
    onChange: sessions.tellChange,
    refreshMs: 60_000,
  })
  const rounds = startRounds({ ...options, sessions, presence, metrics, logger, resync })
  let listener: Listener | undefined
  let isDraining = false

  return {
    hub: sessions.hub,
    sessionCount: sessions.count,
    notReadyReasons: () => {
      if (isDraining) return [{ code: 'GATEWAY_DRAINING', message: nodeReasons.GATEWAY_DRAINING.sentence }]
      if (listener === undefined) return [{ code: 'STARTING', message: 'The gateway is starting.' }]
      if (presence.failures() >= 3) {
        return [{ code: 'DATABASE_UNREACHABLE', message: 'Sessions cannot be written to the database.' }]
      }
      return sessions.count() >= options.maxSessions
        ? [{ code: 'SESSION_FULL', message: nodeReasons.SESSION_FULL.sentence }]
        : []
    },
    async open() {
      listener = await openPort(deps, options, sessions, metrics, () => isDraining)
      return { port: listener.port }
    },
    async drain() {
      isDraining = true
      rounds.stop()
      over.abort()
      await drain({ listener, sessions, presence })
      await Promise.all([taken.close(), watching])
      await pool.end()
    },
  }
}

/** Listens, and leads every socket that may stay to its session. */
async function openPort(
  deps: GatewayDeps,
  options: GatewayOptions,
  sessions: Sessions,
  metrics: GatewayMetrics,
  isDraining: () => boolean,
): Promise<Listener> {
  const { logger, clock } = deps
  const limit = createConnectionLimit(options.connectionsPerMinute)
  const accept: Omit<AcceptOptions, 'publicUrl' | 'blobsUrl'> = {
    ...{ sessions, metrics, checkSignature: createSignatureQueue(MAX_WAITING_LOGINS) },
    ...{ chainId: deps.chainId, subnetKey: options.subnetKey, authTimeoutMs: options.authTimeoutMs },
    ...{ heartbeatSeconds: options.heartbeatSeconds, resyncSeconds: options.resyncSeconds },
    now: () => clock.now(),
    onError: (err) => logger.error({ err }, 'login failed'),
  }
  let publicUrl = options.publicUrl
  // Sockets that have not signed yet count too, or they could be opened without end.
  const isFull = () =>
    sessions.count() >= options.maxSessions || listener.openSockets() > options.maxSessions + MAX_STRANGERS
  const listener: Listener = await listen({
    ...{ port: options.port, host: options.host, trustProxy: options.trustProxy },
    onRequest: serveRoutes({
      routes: options.routes.map((create) => create(deps)),
      findNode: (token) => sessions.findByToken(token)?.node,
      logger,
    }),
    onSocket: (socket: WebSocket, remoteAddress) => {
      const subnet = subnetOf(remoteAddress)
      const waitMs = limit.take(subnet, clock.now())
      if (isDraining()) refuseSocket(socket, metrics, 'GATEWAY_DRAINING')
      else if (waitMs > 0) refuseSocket(socket, metrics, 'SESSION_RATE_LIMITED', waitMs)
      else if (isFull()) refuseSocket(socket, metrics, 'SESSION_FULL')
      else {
        const url = publicUrl ?? ''
        acceptSocket(socket, subnet, { ...accept, publicUrl: url, blobsUrl: blobsUrlOf(url) })
      }
    },
  })
  publicUrl ??= `ws://${options.host}:${listener.port}`
  return listener
}

/** ws://host:3004 → http://host:3004/v1/blobs */
function blobsUrlOf(publicUrl: string): string {
  return `${publicUrl.replace(/^ws/, 'http').replace(/\/$/, '')}/v1/blobs`
}
