import type { Address, Hex } from '@network3/core/hex'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import { createFrameStream, type FrameStream } from '@network3/protocol/node/frame-stream'
import type { AgentFrame } from '@network3/protocol/node/frames'
import type { WebSocket } from 'ws'
import type { NodeLink } from '../hub.ts'

/** What waits for one slow node at most, unacknowledged frames included; more ends the link with SESSION_OVERFLOW. */
const QUEUE = { maxFrames: 512, maxSize: 2 * 1024 * 1024 }

/** A node's session as its gateway keeps it: the stream, the socket of now, and what Postgres was not told yet. */
export type Link = NodeLink & {
  readonly streamId: string
  readonly stream: FrameStream
  /** Bearer token for blobs. */
  readonly token: string
  readonly agent: string
  /** Unix milliseconds. */
  readonly openedAt: number
  /** `new` until its first state frame is settled. */
  status: 'new' | 'joined' | 'over'
  endedBy: NodeReasonCode | undefined
  /** Undefined while the node is away and may resume. */
  socket: WebSocket | undefined
  socketLostAt: number
  /** Number of the last frame given to the socket of now. */
  written: number
  /** Arrived and not yet handled, in order. */
  inbox: AgentFrame[]
  isHandling: boolean
  isReadingPaused: boolean
  /** Unix milliseconds. */
  seenAt: number
  /** Frames since `floodFrom`, unix milliseconds, in a window of a second. */
  floodFrames: number
  floodFrom: number
  /** Permille of one core. */
  load: number
  /** A heartbeat is to be written. */
  isDirty: boolean
  /** Minutes since 1970, of the last one marked in the node's day. */
  minute: number
}

export type NewLink = {
  node: Address
  subnet: Hex
  streamId: string
  token: string
  agent: string
  openedAt: number
}

/** `send` is bound by the caller: the link and its sender know each other. */
export function createLink(from: NewLink, send: (link: Link) => NodeLink['send']): Link {
  const link: Link = {
    ...from,
    operator: undefined,
    capacity: { slots: 0, memoryBytes: 0, kinds: [], classes: [] },
    paused: undefined,
    freeSlots: 0,
    send: () => false,
    stream: createFrameStream(QUEUE),
    status: 'new',
    endedBy: undefined,
    socket: undefined,
    socketLostAt: from.openedAt,
    written: 0,
    inbox: [],
    isHandling: false,
    isReadingPaused: false,
    seenAt: from.openedAt,
    floodFrames: 0,
    floodFrom: from.openedAt,
    load: 0,
    isDirty: false,
    minute: 0,
  }
  link.send = send(link)
  return link
}
