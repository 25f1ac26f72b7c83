import { randomBytes } from 'node:crypto'
import type { Address, Hex } from '@network3/core/hex'
import { createFrameStream, type FrameStream } from '@network3/protocol/node/frame-stream'
import {
  type AgentBody,
  type AgentFrameType,
  decodeGatewayFrame,
  type GatewayBody,
  type GatewayFrame,
  type GatewayFrameType,
  isSequenced,
} from '@network3/protocol/node/frames'
import { nodeIdOf, signText } from '@network3/protocol/node/node-signature'
import { sessionText } from '@network3/protocol/node/signed-texts'
import { waitUntil } from '@network3/testing/wait-until'
import { WebSocket } from 'ws'

const CHAIN_ID = 31337
export const capacity = { slots: 4, memoryBytes: 2 ** 30, kinds: ['wasm' as const], classes: ['D0' as const] }

export type TestAgentOptions = {
  url: string
  key?: Hex
  chainId?: number
  localAddress?: string
  /** Another signature than its own; undefined: none at all. */
  sign?: (challenge: GatewayBody<'challenge'>) => Hex | undefined
}

/** A node's end of a session, as an agent would hold it: one stream over any number of sockets. */
export function createTestAgent(options: TestAgentOptions) {
  const key = options.key ?? (`0x${randomBytes(32).toString('hex')}` as const)
  const node: Address = nodeIdOf(key)
  const chainId = options.chainId ?? CHAIN_ID
  const seen: GatewayFrame[] = []
  let stream: FrameStream = createFrameStream({ maxFrames: 4_096, maxSize: 64 * 1024 * 1024 })
  let welcome: GatewayBody<'welcome'> | undefined
  let socket: WebSocket | undefined
  let closed: { code: number; reason: string } | undefined
  /** Handles numbered frames at once; otherwise they are only taken. */
  let acknowledges = true

  const put = <T extends AgentFrameType>(type: T, body: AgentBody<T>) => {
    const { send } = socketOf()
    if (!isSequenced(type)) return send(stream.unnumbered(type, body))
    const seq = stream.send(type, body)
    if (seq === undefined) throw new Error('The queue of the test agent is full.')
    send(stream.text(seq) ?? '')
  }
  const socketOf = () => {
    const current = socket
    if (current === undefined) throw new Error('The test agent is not connected.')
    return { send: (text: string) => current.send(text), raw: current }
  }
  const answerOf = (body: GatewayBody<'challenge'>): Hex | undefined =>
    options.sign === undefined ? signText(key, sessionText({ chainId, node, ...body })) : options.sign(body)

  const dial = async (url = options.url, resume?: { stream: string; received: number }) => {
    const current = new WebSocket(`${url}/v1/agent`, {
      ...(options.localAddress === undefined ? {} : { localAddress: options.localAddress }),
    })
    socket = current
    closed = undefined
    current.on('error', () => undefined)
    current.on('close', (code, reason) => {
      if (socket === current) closed = { code, reason: reason.toString() }
    })
    current.on('message', (data) => {
      const frame = decodeGatewayFrame(data.toString())
      if (frame === undefined) throw new Error(`The gateway sent no frame: ${data.toString()}`)
      if (socket !== current) return
      if (frame.type === 'challenge') {
        seen.push(frame)
        const signature = answerOf(frame.body)
        if (signature === undefined) return
        current.send(JSON.stringify({ v: 1, seq: 0, ack: 0, type: 'auth', body: { signature } }))
        return
      }
      if (frame.type === 'welcome') {
        welcome = frame.body
        if (frame.body.resumed === null) {
          stream = createFrameStream({ maxFrames: 4_096, maxSize: 64 * 1024 * 1024 })
        } else {
          const from = stream.resume(frame.body.resumed)
          for (let seq = from ?? 1; seq <= stream.sent; seq++) current.send(stream.text(seq) ?? '')
        }
        seen.push(frame)
        return
      }
      const verdict = stream.receive(frame.seq, frame.ack)
      if (verdict === 'new' && acknowledges) stream.handle(frame.seq)
      if (verdict !== 'repeated') seen.push(frame)
    })
    await new Promise<void>((resolve, reject) => {
      current.once('open', resolve)
      current.once('error', reject)
    })
    current.send(
      JSON.stringify({
        ...{ v: 1, seq: 0, ack: 0, type: 'hello' },
        body: { node, chainId, agent: 'test/1', ...(resume === undefined ? {} : { resume }) },
      }),
    )
  }
  const framesOf = <T extends GatewayFrameType>(type: T) =>
    seen.filter((frame): frame is Extract<GatewayFrame, { type: T }> => frame.type === type)
  const hear = <T extends GatewayFrameType>(type: T, count = 1, timeoutMs = 10_000) =>
    waitUntil(
      `the agent heard ${type}; it heard ${seen.map((frame) => frame.type).join()}`,
      () => framesOf(type)[count - 1],
      timeoutMs,
    )

  return {
    node,
    key,
    seen,
    put,
    framesOf,
    hear,
    dial,
    stream: () => stream,
    welcome: () => welcome,
    closed: () => closed,
    raw: () => socketOf().raw,
    setAcknowledges: (value: boolean) => {
      acknowledges = value
    },
    /** hello to welcome, and the first state. */
    async join(url = options.url) {
      const before = framesOf('welcome').length
      await dial(url)
      await hear('welcome', before + 1)
      put('state', { capacity, paused: null, jobs: [] })
    },
    /** Cuts the socket as a lost network would. */
    cut: () => socketOf().raw.terminate(),
    async resume(url = options.url) {
      const before = framesOf('welcome').length
      await dial(url, { stream: welcome?.stream ?? '', received: stream.received })
      return (await hear('welcome', before + 1)).body
    },
    leave: () => socket?.terminate(),
  }
}
