import { randomBytes } from 'node:crypto'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import {
  type AgentBody,
  decodeAgentFrame,
  encodeFrame,
  type GatewayBody,
} from '@network3/protocol/node/frames'
import type { RawData, WebSocket } from 'ws'
import type { GatewayMetrics } from '../gateway-metrics.ts'
import type { Link } from './link.ts'
import { goodbyeOf, sessionEndOf } from './session-ends.ts'
import type { Sessions } from './sessions.ts'
import type { CheckSignature } from './signature-queue.ts'
import { hashSubnet } from './subnet.ts'
import { writeGoodbye } from './write-frames.ts'

export type AcceptOptions = {
  sessions: Sessions
  metrics: GatewayMetrics
  checkSignature: CheckSignature
  chainId: number
  /** What the agent signs that it speaks to; it must equal the address it dialled. */
  publicUrl: string
  blobsUrl: string
  subnetKey: Uint8Array
  heartbeatSeconds: number
  resyncSeconds: number
  /** hello and auth must have come within this. */
  authTimeoutMs: number
  now: () => number
  onError: (error: unknown) => void
}

/** Ends a socket that has no session yet. */
export function refuseSocket(
  socket: WebSocket,
  metrics: GatewayMetrics,
  reason: NodeReasonCode,
  waitMs?: number,
): void {
  metrics.ends.inc({ reason })
  writeGoodbye(socket, undefined, goodbyeOf(reason, Math.random(), waitMs), sessionEndOf(reason).closeCode)
}

/**
 * A socket's way to a session: hello → challenge → auth → welcome. The nonce is made for this socket and gone with
 * it, so a signature seen elsewhere opens nothing. Cases of auth:
 * 1. the stream named in hello is kept here and both remember the same: it goes on at this socket;
 * 2. anything else: a new stream, and an earlier one of the node ends.
 */
export function acceptSocket(socket: WebSocket, subnet: string, options: AcceptOptions): void {
  const { sessions, metrics } = options
  let link: Link | undefined
  let hello: AgentBody<'hello'> | undefined
  let isChecking = false
  const nonce = `0x${randomBytes(32).toString('hex')}` as const
  const timer = setTimeout(() => refuse('SESSION_AUTH_LATE'), options.authTimeoutMs)

  const refuse = (reason: NodeReasonCode) => {
    clearTimeout(timer)
    refuseSocket(socket, metrics, reason)
  }
  const tell = <T extends 'challenge' | 'welcome'>(type: T, ack: number, body: GatewayBody<T>) =>
    socket.send(encodeFrame({ v: 1, seq: 0, ack, type, body } as Parameters<typeof encodeFrame>[0]))

  const welcome = (opening: AgentBody<'hello'>) => {
    const { node, resume } = opening
    const kept = sessions.find(node)
    const from =
      resume !== undefined && kept?.streamId === resume.stream
        ? kept.stream.resume(resume.received)
        : undefined
    const isResumed = kept !== undefined && from !== undefined
    const joined = isResumed
      ? kept
      : sessions.open({
          node,
          subnet: hashSubnet(options.subnetKey, subnet),
          streamId: randomBytes(12).toString('hex'),
          token: randomBytes(32).toString('hex'),
          agent: opening.agent,
          openedAt: options.now(),
        })
    link = joined
    metrics.opens.inc({ how: isResumed ? 'resumed' : 'new' })
    tell('welcome', joined.stream.handled, {
      stream: joined.streamId,
      resumed: isResumed ? joined.stream.received : null,
      token: joined.token,
      blobsUrl: options.blobsUrl,
      heartbeatSeconds: options.heartbeatSeconds,
      resyncSeconds: options.resyncSeconds,
    })
    sessions.attach(joined, socket, from ?? 1)
  }

  const open = (text: string) => {
    const frame = decodeAgentFrame(text)
    if (frame?.type === 'hello' && hello === undefined) {
      if (frame.body.chainId !== options.chainId) return refuse('SESSION_WRONG_CHAIN')
      hello = frame.body
      return tell('challenge', 0, { nonce, gateway: options.publicUrl })
    }
    if (frame?.type !== 'auth' || hello === undefined || isChecking) return refuse('SESSION_BAD_FRAME')
    isChecking = true
    clearTimeout(timer)
    const opening = hello
    const session = { chainId: options.chainId, gateway: options.publicUrl, node: opening.node, nonce }
    options.checkSignature(session, frame.body.signature).then(
      (verdict) => {
        if (socket.readyState !== socket.OPEN) return
        if (verdict === 'ok') welcome(opening)
        else refuse(verdict)
      },
      (error: unknown) => {
        options.onError(error)
        refuse('GATEWAY_FAILED')
      },
    )
  }

  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary) {
      if (link !== undefined) sessions.end(link, 'SESSION_BAD_FRAME')
      else refuse('SESSION_BAD_FRAME')
      return
    }
    const text = data.toString()
    if (link === undefined) open(text)
    else if (link.socket === socket) sessions.receive(link, text)
  })
  // Too long a frame, bad UTF-8: ws closes by itself with the fitting code.
  socket.on('error', () => {
    if (link?.socket === socket) sessions.end(link, 'SESSION_BAD_FRAME')
  })
  socket.on('close', () => {
    clearTimeout(timer)
    if (link !== undefined) sessions.detach(link, socket)
  })
}
