import type { Address, Hex } from '@network3/core/hex'
import { createFrameStream, type FrameStream } from '@network3/protocol/node/frame-stream'
import {
  type AgentBody,
  type AgentFrameType,
  decodeGatewayFrame,
  type GatewayBody,
  type GatewayFrame,
  MAX_FRAME_BYTES,
} from '@network3/protocol/node/frames'
import { signText } from '@network3/protocol/node/node-signature'
import { sessionText } from '@network3/protocol/node/signed-texts'
import { WebSocket } from 'ws'
import { createInbox } from './inbox.ts'
import { createNamedTimers } from './named-timers.ts'
import type { DialEnd, DialPlan } from './plan-dial.ts'

/** Frames of a stream that wait for the gateway's acknowledgement at most; with more it begins a new stream. */
const QUEUE = { maxFrames: 2_048, maxSize: 16 * 2 ** 20 }
const HANDSHAKE_MS = 15_000
const ACK_AFTER_MS = 500

export type NumberedFrame = Exclude<GatewayFrame, { type: 'challenge' | 'welcome' | 'goodbye' | 'ack' }>

export type SessionOptions = {
  node: Address
  privateKey: Hex
  chainId: number
  /** Name and version, as shown by the network. */
  agent: string
  plan: DialPlan
  /** The first frame of a new stream, and of each resync. */
  state: () => AgentBody<'state'>
  heartbeat: () => AgentBody<'heartbeat'>
  /** A frame, in order; the next one waits for it. */
  onFrame: (frame: NumberedFrame) => Promise<void> | void
  onOnline: (gateway: string, isResumed: boolean) => void
  /** `reason`: a code of core's node or agent reasons. */
  onOffline: (reason: string, message: string) => void
  /** A frame could not be handled: a fault of ours. */
  onFault?: (error: unknown) => void
  /** Every gateway was tried in vain: the site may know others by now. */
  onLoss: () => void
}

/** Where blobs are, and with which token; changes with each stream. */
export type BlobAccess = { url: string; token: string }

export type Session = {
  start(): void
  /** Queues a numbered frame; false when there is no stream, and the next `state` tells instead. */
  send<T extends Exclude<AgentFrameType, 'hello' | 'auth' | 'heartbeat' | 'ack'>>(
    type: T,
    body: AgentBody<T>,
  ): boolean
  beat(): void
  isOnline(): boolean
  gateway(): string | undefined
  blobs(): BlobAccess | undefined
  /** The device woke up or moved: what the socket thinks is void. */
  redial(reason: string): void
  /** Says goodbye and ends. */
  close(): Promise<void>
}

/**
 * The agent's session: dials, proves its key, resumes its stream where the gateway kept it, begins a new one where not,
 * and comes back after whatever ended it. Cases of an ended socket: 1. the session stood: back to the same gateway at
 * once, with `resume`; 2. it did not: the next gateway, later and later; 3. the gateway said when.
 */
export function createSession(options: SessionOptions): Session {
  const { node, plan } = options
  let socket: WebSocket | undefined
  let stream: FrameStream | undefined
  let streamId = ''
  let written = 0
  let access: BlobAccess | undefined
  let isUp = false
  let isClosed = false
  let end: { reason: string; message: string; dial: DialEnd } | undefined
  let heardAt = 0
  const timers = createNamedTimers()
  const { later } = timers

  const dial = () => {
    if (isClosed) return
    const url = plan.url()
    if (url === undefined) {
      options.onLoss()
      return retry({ kind: 'failed' })
    }
    end = undefined
    const dialled = new WebSocket(`${url.replace(/\/$/, '')}/v1/agent`, {
      perMessageDeflate: false,
      maxPayload: MAX_FRAME_BYTES,
      handshakeTimeout: HANDSHAKE_MS,
    })
    socket = dialled
    later('handshake', HANDSHAKE_MS, () => give('AGENT_GATEWAY_UNREACHABLE', 'The gateway does not answer.'))
    dialled.on('open', () => {
      const resume = stream === undefined ? {} : { resume: { stream: streamId, received: stream.received } }
      raw('hello', { node, chainId: options.chainId, agent: options.agent, ...resume })
    })
    dialled.on('message', (data, isBinary) => {
      if (socket === dialled && !isBinary) receive(data.toString(), url)
    })
    dialled.on('pong', () => {
      heardAt = performance.now()
    })
    dialled.on('error', (error) => {
      end ??= failure(error.message)
    })
    dialled.on('close', () => {
      if (socket === dialled) ended()
    })
  }

  const failure = (message: string) => ({
    reason: isUp ? 'AGENT_LINK_LOST' : 'AGENT_GATEWAY_UNREACHABLE',
    message,
    dial: { kind: isUp ? 'lost' : 'failed' } as DialEnd,
  })

  const ended = () => {
    const { reason, message, dial: how } = end ?? failure('The connection was closed.')
    const wasUp = isUp
    socket = undefined
    isUp = false
    timers.stop('handshake', 'beat', 'resync', 'ack')
    if (isClosed) return
    if (wasUp || how.kind !== 'lost') options.onOffline(reason, message)
    retry(how)
  }

  const retry = (how: DialEnd) => {
    const waitMs = plan.after(how)
    if (plan.isAtALoss()) options.onLoss()
    if (waitMs !== undefined) later('dial', waitMs, dial)
  }

  /** Ends the socket for a reason of our own. */
  const give = (reason: string, message: string, how: DialEnd = { kind: 'failed' }) => {
    end = { reason, message, dial: how }
    socket?.terminate()
  }
  const breakStream = (message: string) => {
    stream = undefined
    give('SESSION_BAD_FRAME', message)
  }

  const raw = (type: 'hello' | 'auth' | 'heartbeat' | 'ack', body: unknown) => {
    if (socket?.readyState !== WebSocket.OPEN) return
    socket.send(
      stream === undefined || !isUp
        ? JSON.stringify({ v: 1, seq: 0, ack: 0, type, body })
        : stream.unnumbered(type, body),
    )
  }
  const pump = () => {
    if (stream === undefined || socket?.readyState !== WebSocket.OPEN || !isUp) return
    while (written < stream.sent) {
      written += 1
      const text = stream.text(written)
      if (text !== undefined) socket.send(text)
    }
  }

  const inbox = createInbox<NumberedFrame>(
    async (frame) => {
      const current = stream
      try {
        await options.onFrame(frame)
      } finally {
        // Also a frame we failed at: sent again it would fail again, and `state` settles what it left undone.
        current?.handle(frame.seq)
      }
      if (current?.owesAck && current === stream && !timers.has('ack'))
        later('ack', ACK_AFTER_MS, () => {
          if (stream?.owesAck) raw('ack', {})
        })
    },
    options.onFault ?? (() => undefined),
  )

  const receive = (text: string, url: string) => {
    heardAt = performance.now()
    const frame = decodeGatewayFrame(text)
    if (frame === undefined) return breakStream('The gateway sent something that is no frame.')
    if (frame.type === 'goodbye') {
      const { reason, message, retryAfterMs } = frame.body
      // The gateway has ended the stream: resuming it would only be refused.
      stream = undefined
      end = { reason, message, dial: { kind: 'goodbye', retryAfterMs } }
      socket?.close(1000)
      return
    }
    if (frame.type === 'challenge') return answer(frame.body, url)
    if (frame.type === 'welcome') return join(frame.body, url)
    if (stream === undefined || !isUp) return breakStream('The gateway spoke before its welcome.')
    const verdict = stream.receive(frame.seq, frame.ack)
    if (verdict === 'broken') return breakStream('The gateway lost count of its frames.')
    if (verdict === 'new') inbox.push(frame as NumberedFrame)
    else if (verdict === 'repeated') raw('ack', {})
  }

  const answer = ({ nonce, gateway }: GatewayBody<'challenge'>, url: string) => {
    // Else somebody between could pass our signature on to the gateway it was asked for.
    if (gateway.replace(/\/$/, '') !== url.replace(/\/$/, ''))
      return give('AGENT_GATEWAY_UNREACHABLE', `What answers at ${url} says it is ${gateway}.`)
    const text = sessionText({ chainId: options.chainId, gateway, node, nonce })
    raw('auth', { signature: signText(options.privateKey, text) })
  }

  const join = (body: GatewayBody<'welcome'>, url: string) => {
    if (isUp) return breakStream('The gateway welcomed twice.')
    timers.stop('handshake')
    let from = 1
    const isResumed = body.resumed !== null && body.stream === streamId && stream !== undefined
    if (isResumed) {
      const resumed = stream?.resume(body.resumed ?? 0)
      if (resumed === undefined) return breakStream('The gateway remembers another past of this stream.')
      from = resumed
    } else {
      stream = createFrameStream(QUEUE)
      streamId = body.stream
      inbox.clear()
    }
    isUp = true
    access = { url: body.blobsUrl, token: body.token }
    written = from - 1
    plan.joined()
    if (!isResumed) send('state', options.state())
    pump()
    keepAlive(body.heartbeatSeconds * 1_000)
    keepSynced(body.resyncSeconds * 1_000)
    options.onOnline(url, isResumed)
  }

  const keepAlive = (everyMs: number) =>
    later('beat', everyMs * (0.9 + 0.1 * Math.random()), () => {
      if (performance.now() - heardAt > 3 * everyMs)
        return give('AGENT_LINK_LOST', 'The gateway fell silent.', { kind: 'lost' })
      raw('heartbeat', options.heartbeat())
      socket?.ping()
      keepAlive(everyMs)
    })
  const keepSynced = (everyMs: number) =>
    later('resync', everyMs, () => {
      send('state', options.state())
      keepSynced(everyMs)
    })

  const send: Session['send'] = (type, body) => {
    if (stream === undefined) return false
    if (stream.send(type, body) === undefined) {
      stream = undefined
      give('SESSION_OVERFLOW', 'The gateway acknowledges too slowly.')
      return false
    }
    pump()
    return true
  }

  return {
    start: dial,
    send,
    beat: () => raw('heartbeat', options.heartbeat()),
    isOnline: () => isUp,
    gateway: () => (isUp ? plan.url() : undefined),
    blobs: () => access,
    redial: (reason) => {
      if (timers.has('dial')) {
        plan.after({ kind: 'device' })
        return later('dial', 0, dial)
      }
      give(reason, 'The device woke up, or its network changed.', { kind: 'device' })
    },
    close: async () => {
      isClosed = true
      send('bye', { reason: 'NODE_OFFLINE_STOPPED' })
      timers.stopAll()
      const closing = socket
      if (closing === undefined || closing.readyState === WebSocket.CLOSED) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => closing.terminate(), 1_000)
        closing.once('close', () => {
          clearTimeout(timer)
          resolve()
        })
        closing.close(1000)
      })
    },
  }
}
