import { sweepNodeSessions } from '@network3/db/write/node-sessions'
import type { Logger } from '@network3/service/logger'
import type { GatewayMetrics } from './gateway-metrics.ts'
import type { Presence } from './presence/presence.ts'
import { endGhosts, type ResyncDeps } from './presence/resync.ts'
import type { Sessions } from './session/sessions.ts'

/** Overdue acks, silent nodes. */
const TURN_MS = 250
/** A living gateway ends its own silent sessions; this much later than it would have, it must be dead. */
const DEAD_GATEWAY_MS = 30_000

export type RoundOptions = {
  sessions: Sessions
  presence: Presence
  metrics: GatewayMetrics
  logger: Logger
  resync: ResyncDeps
  heartbeatSeconds: number
  resyncSeconds: number
  /** How often sessions of dead gateways are looked for, milliseconds. */
  sweepMs: number
}

/** Everything a gateway does again and again, until `stop`. */
export function startRounds(options: RoundOptions): { stop(): void } {
  const { sessions, presence, metrics, logger, resync } = options
  const every = (ms: number, what: string, work: () => unknown) => {
    let isRunning = false
    return setInterval(async () => {
      if (isRunning) return
      isRunning = true
      try {
        await work()
      } catch (err) {
        logger.warn({ err }, `${what} failed`)
      } finally {
        isRunning = false
      }
    }, ms)
  }
  const count = () => {
    let retained = 0
    const by = { new: 0, online: 0, away: 0 }
    for (const link of sessions.all()) {
      retained += link.stream.retainedSize
      by[link.status === 'new' ? 'new' : link.socket === undefined ? 'away' : 'online'] += 1
    }
    for (const [status, value] of Object.entries(by)) metrics.sessions.set({ status }, value)
    metrics.retained.set(retained)
    for (const [of, value] of Object.entries(presence.waiting())) metrics.waiting.set({ of }, value)
  }
  const sweep = () =>
    presence.runSettled(async () => {
      const now = resync.now()
      const seenBefore = new Date(now - options.heartbeatSeconds * 3_000 - DEAD_GATEWAY_MS)
      const swept = await sweepNodeSessions(resync.pool, {
        ...{ at: new Date(now), seenBefore, except: resync.gatewayId },
      })
      if (swept > 0) logger.warn({ sessions: swept }, 'sessions of a dead gateway were ended')
    })
  const resyncAll = () => {
    presence.doubt([...sessions.all()].filter((link) => link.status === 'joined'))
    return presence.runSettled(() => endGhosts(resync))
  }
  const timers = [
    every(TURN_MS, 'turn', sessions.turn),
    every(1_000, 'count', count),
    every(options.sweepMs, 'sweep', sweep),
    every(options.resyncSeconds * 1_000, 'resync', resyncAll),
  ]
  return { stop: () => timers.forEach(clearInterval) }
}
