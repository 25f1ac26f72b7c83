import type { NodeReasonCode } from '@network3/core/node-reasons'
import { type AgentFrame, decodeAgentFrame } from '@network3/protocol/node/frames'
import type { Logger } from '@network3/service/logger'
import type { GatewayMetrics } from '../gateway-metrics.ts'
import type { Presence } from '../presence/presence.ts'
import type { Handlers } from './handlers.ts'
import type { Link } from './link.ts'
import { pumpFrames } from './write-frames.ts'

/** Frames of one node that wait for their handlers before its socket is read no further, and until it is again. */
const INBOX_FULL = 32
const INBOX_LOW = 8

/** Frames a second, before they are even read. An honest node sends them by hundreds only when it resumes. */
const MAX_FRAMES_PER_SECOND = 2_000

export type ReaderDeps = {
  handlers: Handlers
  presence: Presence
  metrics: GatewayMetrics
  logger: Logger
  now: () => number
  end: (link: Link, reason: NodeReasonCode) => void
  attention: Set<Link>
  onWritten: (count: number) => void
}

/** Takes what nodes send, in order, and has it handled one frame after the other. */
export function createReader(deps: ReaderDeps) {
  const { handlers, presence, metrics, logger, now, end, attention } = deps

  const receive = (link: Link, text: string): void => {
    if (link.status === 'over') return
    if (isFlood(link, now())) {
      end(link, 'SESSION_FLOOD')
      return
    }
    const frame = decodeAgentFrame(text)
    const verdict = frame === undefined ? 'broken' : link.stream.receive(frame.seq, frame.ack)
    if (frame === undefined || verdict === 'broken') {
      end(link, 'SESSION_BAD_FRAME')
      return
    }
    link.seenAt = now()
    metrics.count('framesIn', 1)
    if (link.written < link.stream.sent) pumpFrames(link, deps.onWritten)
    if (verdict === 'new') take(link, frame)
    else if (frame.type === 'heartbeat') beat(link, frame.body.freeSlots, frame.body.load)
    else if (frame.type === 'hello' || frame.type === 'auth') end(link, 'SESSION_BAD_FRAME')
  }

  const take = (link: Link, frame: AgentFrame) => {
    link.inbox.push(frame)
    if (link.inbox.length >= INBOX_FULL && !link.isReadingPaused && link.socket !== undefined) {
      link.isReadingPaused = true
      link.socket.pause()
    }
    if (!link.isHandling) void work(link)
  }

  const beat = (link: Link, freeSlots: number, load: number) => {
    metrics.count('heartbeats', 1)
    link.load = load
    const isChanged = link.freeSlots !== freeSlots
    link.freeSlots = freeSlots
    if (link.status !== 'joined') return
    presence.beat(link)
    if (isChanged) handlers.change(link)
  }

  const work = async (link: Link): Promise<void> => {
    link.isHandling = true
    try {
      for (let frame = link.inbox.shift(); frame !== undefined; frame = link.inbox.shift()) {
        // A link that is over has handlers' promises no more: its node offers everything again in its next state.
        if (link.status === 'over') return
        await handle(link, frame)
        link.stream.handle(frame.seq)
        attention.add(link)
        if (link.isReadingPaused && link.inbox.length <= INBOX_LOW) {
          link.isReadingPaused = false
          link.socket?.resume()
        }
      }
    } catch (err) {
      logger.error({ err, node: link.node }, 'handler of a frame failed')
      end(link, 'GATEWAY_FAILED')
    } finally {
      link.isHandling = false
    }
  }

  const handle = async (link: Link, frame: AgentFrame): Promise<void> => {
    if (frame.type === 'bye') return end(link, 'NODE_OFFLINE_STOPPED')
    if (frame.type !== 'state') {
      if (link.status === 'new') return end(link, 'SESSION_BAD_FRAME')
      if (frame.type === 'capacity' && takeCapacity(link, frame.body)) tellChange(link)
      return handlers.handle(link, frame)
    }
    const isNew = link.status === 'new'
    const isChanged = takeCapacity(link, frame.body)
    if (isNew) {
      link.freeSlots = Math.max(0, frame.body.capacity.slots - frame.body.jobs.length)
      await presence.join(link)
      if (link.status !== 'new') return
      link.status = 'joined'
    } else if (isChanged) {
      // Every change comes as a capacity frame too: one that only the resync brings was lost.
      metrics.corrections.inc({ of: 'capacity' })
      tellChange(link)
    }
    await handlers.handle(link, frame)
    if (isNew && link.status === 'joined') handlers.join(link)
  }

  const tellChange = (link: Link) => {
    if (link.status !== 'joined') return
    presence.change(link)
    handlers.change(link)
  }
  return { receive }
}

function isFlood(link: Link, now: number): boolean {
  if (now - link.floodFrom >= 1_000) {
    link.floodFrom = now
    link.floodFrames = 0
  }
  link.floodFrames += 1
  return link.floodFrames > MAX_FRAMES_PER_SECOND
}

function takeCapacity(link: Link, told: { capacity: Link['capacity']; paused: string | null }): boolean {
  const before = JSON.stringify([link.capacity, link.paused ?? null])
  link.capacity = told.capacity
  link.paused = told.paused ?? undefined
  return before !== JSON.stringify([told.capacity, told.paused])
}
