import type { Address } from '@network3/core/hex'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import type { Logger } from '@network3/service/logger'
import type { WebSocket } from 'ws'
import type { GatewayMetrics } from '../gateway-metrics.ts'
import type { Hub, NodeLink } from '../hub.ts'
import type { Presence } from '../presence/presence.ts'
import { createExpiryWheel } from './expiry-wheel.ts'
import { createHandlers } from './handlers.ts'
import { createLink, type Link, type NewLink } from './link.ts'
import { createReader } from './read-frames.ts'
import { goodbyeOf, sessionEndOf } from './session-ends.ts'
import { pumpFrames, writeGoodbye, writeUnnumbered } from './write-frames.ts'

export type SessionsOptions = {
  gatewayId: string
  presence: Presence
  metrics: GatewayMetrics
  logger: Logger
  now: () => number
  /** A node is lost after three of them without a word. */
  heartbeatSeconds: number
  /** How long a stream waits for its node to come back. */
  resumeSeconds: number
}

/** All sessions of this gateway, and the hub its parts see. */
export type Sessions = {
  hub: Hub
  /** Every link, joined or not. */
  all(): Iterable<Link>
  count(): number
  find(node: Address): Link | undefined
  findByToken(token: string): Link | undefined
  /** A new stream; an earlier one of the same node ends with SESSION_REPLACED. */
  open(from: NewLink): Link
  /** The node is at this socket now, and has what came before frame `from`. */
  attach(link: Link, socket: WebSocket, from: number): void
  /** A message of the link's socket. */
  receive(link: Link, text: string): void
  /** The socket closed: the node may resume for a while. */
  detach(link: Link, socket: WebSocket): void
  /** `waitMs`: when the agent may come back, instead of the reason's own time. */
  end(link: Link, reason: NodeReasonCode, waitMs?: number): void
  /** Something of the link changed that the gateway found out by itself. */
  tellChange(link: Link): void
  /** Once a second or so: finds those who fell silent, tells overdue acks. */
  turn(): void
}

export function createSessions(options: SessionsOptions): Sessions {
  const { gatewayId, presence, metrics, logger, now } = options
  const links = new Map<Address, Link>()
  const tokens = new Map<string, Link>()
  /** Links that owe an ack, or whose frames wait for their socket. */
  const attention = new Set<Link>()
  const handlers = createHandlers((err) => logger.error({ err }, 'listener failed'))
  const onWritten = (count: number) => metrics.count('framesOut', count)

  const send: (link: Link) => NodeLink['send'] = (link) => (type, body) => {
    if (link.status === 'over') return false
    if (link.stream.send(type, body) === undefined) {
      end(link, 'SESSION_OVERFLOW')
      return false
    }
    pumpFrames(link, onWritten)
    if (link.written < link.stream.sent) attention.add(link)
    return true
  }

  const end = (link: Link, reason: NodeReasonCode, waitMs?: number): void => {
    if (link.status === 'over') return
    const { closeCode, standing } = sessionEndOf(reason)
    const wasJoined = link.status === 'joined'
    link.status = 'over'
    link.endedBy = reason
    if (links.get(link.node) === link) links.delete(link.node)
    tokens.delete(link.token)
    attention.delete(link)
    metrics.ends.inc({ reason })
    const { socket } = link
    link.socket = undefined
    if (socket !== undefined) {
      writeGoodbye(socket, link.stream, goodbyeOf(reason, Math.random(), waitMs), closeCode)
      if (link.isReadingPaused) socket.resume()
    }
    presence.leave(link, reason)
    if (wasJoined) handlers.leave(link, { reason: standing })
    logger.debug({ node: link.node, reason }, 'session ended')
  }

  const wheel = createExpiryWheel<Link>({
    bucketMs: Math.max(50, Math.min(1_000, options.heartbeatSeconds * 100)),
    deadlineOf: (link) => {
      if (link.status === 'over') return undefined
      return link.socket === undefined
        ? link.socketLostAt + options.resumeSeconds * 1_000
        : link.seenAt + options.heartbeatSeconds * 3_000
    },
    onExpire: (link) => end(link, link.socket === undefined ? 'NODE_OFFLINE_LOST' : 'SESSION_SILENT'),
  })

  const reader = createReader({ handlers, presence, metrics, logger, now, end, attention, onWritten })

  return {
    hub: {
      gatewayId,
      *links() {
        for (const link of links.values()) if (link.status === 'joined') yield link
      },
      link: (node) => {
        const link = links.get(node)
        return link?.status === 'joined' ? link : undefined
      },
      ...handlers.listen,
    },
    all: () => links.values(),
    count: () => links.size,
    find: (node) => links.get(node),
    findByToken: (token) => tokens.get(token),
    open(from) {
      const earlier = links.get(from.node)
      if (earlier !== undefined) end(earlier, 'SESSION_REPLACED')
      const link = createLink(from, send)
      links.set(link.node, link)
      tokens.set(link.token, link)
      return link
    },
    attach(link, socket, from) {
      const earlier = link.socket
      link.socket = socket
      link.seenAt = now()
      link.written = from - 1
      link.isReadingPaused = false
      if (earlier !== undefined) {
        writeGoodbye(earlier, undefined, goodbyeOf('SESSION_REPLACED', 0), 1008)
      }
      wheel.add(link)
      pumpFrames(link, onWritten)
      if (link.stream.owesAck || link.written < link.stream.sent) attention.add(link)
    },
    receive: reader.receive,
    detach(link, socket) {
      if (link.socket !== socket) return
      link.socket = undefined
      link.socketLostAt = now()
      wheel.add(link)
    },
    end,
    tellChange: (link) => {
      if (link.status === 'joined') handlers.change(link)
    },
    turn() {
      for (const link of attention) {
        if (link.stream.owesAck) writeUnnumbered(link, 'ack', {})
        pumpFrames(link, onWritten)
        const isSettled = link.written >= link.stream.sent && !link.stream.owesAck
        // Without a socket there is nobody to tell; it is looked at again when one is attached.
        if (isSettled || link.socket === undefined) attention.delete(link)
      }
      wheel.turn(now())
    },
  }
}
