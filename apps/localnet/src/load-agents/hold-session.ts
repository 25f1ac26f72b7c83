import type { Address, Hex } from '@network3/core/hex'
import { createFrameStream } from '@network3/protocol/node/frame-stream'
import {
  type AgentBody,
  type AgentFrameType,
  decodeGatewayFrame,
  type GatewayFrame,
  MAX_FRAME_BYTES,
} from '@network3/protocol/node/frames'
import { signText } from '@network3/protocol/node/node-signature'
import { sessionText, uptimeText } from '@network3/protocol/node/signed-texts'
import { WebSocket } from 'ws'

export type HeldSession = {
  isOnline(): boolean
  /** Says goodbye and ends. */
  close(): void
}

export type SessionOptions = {
  chainId: number
  node: Address
  privateKey: Hex
  /** ws://host:port */
  gatewayUrl: string
  /** The address of this machine it dials from; undefined: the system's choice. */
  localAddress: string | undefined
}

const QUEUE = { maxFrames: 64, maxSize: 256 * 1024 }
const REDIAL_MS = 2_000
const ACK_AFTER_MS = 700

/**
 * A node's session that lends nothing: it proves its key, beats, and answers random-time questions when it is asked,
 * over a socket of its own. After a loss it begins anew.
 */
export function holdSession(options: SessionOptions): HeldSession {
  let closed = false
  let socket: WebSocket | undefined
  let isUp = false
  let redial: NodeJS.Timeout | undefined

  const dial = () => {
    const { chainId, node, privateKey, gatewayUrl, localAddress } = options
    const stream = createFrameStream(QUEUE)
    const current = new WebSocket(`${gatewayUrl}/v1/agent`, {
      perMessageDeflate: false,
      maxPayload: MAX_FRAME_BYTES,
      handshakeTimeout: 10_000,
      ...(localAddress === undefined ? {} : { localAddress }),
    })
    socket = current
    let beat: NodeJS.Timeout | undefined
    let ack: NodeJS.Timeout | undefined
    const say = (type: 'hello' | 'auth' | 'heartbeat' | 'ack', body: unknown) => {
      if (current.readyState === WebSocket.OPEN) current.send(stream.unnumbered(type, body))
    }
    const send = <T extends AgentFrameType>(type: T, body: AgentBody<T>) => {
      const seq = stream.send(type, body)
      const text = seq === undefined ? undefined : stream.text(seq)
      // A full queue: the gateway has not acknowledged for long, so a new stream begins.
      if (text === undefined) current.terminate()
      else if (current.readyState === WebSocket.OPEN) current.send(text)
    }
    const sendState = () => {
      const capacity = { slots: 0, memoryBytes: 0, kinds: [], classes: [] }
      send('state', { capacity, paused: null, jobs: [] })
    }
    const take = (frame: GatewayFrame) => {
      if (frame.type === 'challenge') {
        const { nonce, gateway } = frame.body
        return say('auth', {
          signature: signText(privateKey, sessionText({ chainId, gateway, node, nonce })),
        })
      }
      if (frame.type === 'welcome') {
        isUp = true
        const beatMs = frame.body.heartbeatSeconds * 1_000
        beat = setInterval(() => say('heartbeat', { freeSlots: 0, load: 0 }), beatMs)
        return sendState()
      }
      if (frame.type === 'goodbye') return current.close()
      if (stream.receive(frame.seq, frame.ack) !== 'new') return
      stream.handle(frame.seq)
      if (frame.type === 'uptime') {
        const { epoch, slot, nonce } = frame.body
        const signature = signText(privateKey, uptimeText({ chainId, node, epoch, slot, nonce }))
        return send('uptime', { epoch, slot, nonce, signature })
      }
      ack ??= setTimeout(() => {
        ack = undefined
        if (stream.owesAck) say('ack', {})
      }, ACK_AFTER_MS)
    }
    current.on('open', () => say('hello', { node, chainId, agent: 'network3-load/0.1.0' }))
    current.on('message', (data) => {
      const frame = decodeGatewayFrame(data.toString())
      if (frame === undefined) current.terminate()
      else take(frame)
    })
    // What broke is told by the close that follows.
    current.on('error', () => {})
    current.on('close', () => {
      clearInterval(beat)
      clearTimeout(ack)
      isUp = false
      if (!closed) redial = setTimeout(dial, REDIAL_MS * (0.5 + Math.random()))
    })
  }
  dial()
  return {
    isOnline: () => isUp,
    close: () => {
      closed = true
      clearTimeout(redial)
      socket?.close(1000)
    },
  }
}
