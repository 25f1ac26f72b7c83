import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { nodeIdOf, signText } from '@network3/protocol/node/node-signature'
import { sessionText } from '@network3/protocol/node/signed-texts'

/**
 * A node as the network sees it, at the cost of a bare socket: so many live in one process, and the machine's time
 * goes to what is measured. It speaks just enough of RFC 6455 for small text frames. Its masking key is zero, which a
 * server must accept and a browser must never use.
 */
export type RawAgent = {
  heartbeat(load: number): void
  /** Resolves when the gateway has acknowledged its state: the node is online in the database. */
  joined: Promise<void>
  isOpen(): boolean
  close(): void
}

export type RawAgentOptions = {
  port: number
  /** 127.0.0.x, because one address has 28,000 ports to dial from. */
  localAddress: string
  chainId: number
}

const capacity = { slots: 4, memoryBytes: 2 ** 32, kinds: ['wasm'], classes: ['D0'] }

export function openRawAgent({ port, localAddress, chainId }: RawAgentOptions): RawAgent {
  const key = `0x${randomBytes(32).toString('hex')}` as const
  const node = nodeIdOf(key)
  const joined = Promise.withResolvers<void>()
  const socket = connect({ host: '127.0.0.1', port, localAddress, noDelay: true })
  let isUpgraded = false
  let [sent, received] = [0, 0]
  let unread: Buffer = Buffer.alloc(0)
  const say = (seq: number, type: string, body: object) =>
    socket.write(textFrame(JSON.stringify({ v: 1, seq, ack: received, type, body })))
  const tell = (type: string, body: object) => {
    sent += 1
    say(sent, type, body)
  }

  const hear = (frame: { seq: number; type: string; ack: number; body: never }) => {
    if (frame.seq > 0) received = frame.seq
    if (frame.type === 'assign') {
      const { jobId, fence } = frame.body as { jobId: string; fence: number }
      tell('accepted', { jobId, fence })
      tell('started', { jobId, fence })
    } else if (frame.type === 'challenge') {
      const { nonce, gateway } = frame.body as { nonce: `0x${string}`; gateway: string }
      say(0, 'auth', { signature: signText(key, sessionText({ chainId, node, nonce, gateway })) })
    } else if (frame.type === 'welcome') tell('state', { capacity, paused: null, jobs: [] })
    else if (frame.type === 'goodbye') {
      joined.reject(new Error(`refused: ${(frame.body as { reason: string }).reason}`))
    }
    if (frame.ack >= 1) joined.resolve()
  }
  socket.on('connect', () => {
    socket.write(
      `GET /v1/agent HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nupgrade: websocket\r\nconnection: Upgrade\r\n` +
        `sec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    )
  })
  socket.on('data', (data: Buffer) => {
    unread = unread.length === 0 ? data : Buffer.concat([unread, data])
    if (!isUpgraded) {
      const end = unread.indexOf('\r\n\r\n')
      if (end < 0) return
      if (!unread.toString('latin1', 0, 12).endsWith('101')) {
        socket.destroy(new Error('The gateway refused the upgrade.'))
        return
      }
      isUpgraded = true
      unread = unread.subarray(end + 4)
      say(0, 'hello', { node, chainId, agent: 'bench/1' })
    }
    unread = readFrames(unread, hear)
  })
  socket.on('error', joined.reject)
  socket.on('close', () => joined.reject(new Error('The gateway closed the socket.')))
  joined.promise.catch(() => undefined)
  return {
    joined: joined.promise,
    isOpen: () => socket.readyState === 'open',
    heartbeat: (load) => socket.write(heartbeatFrame(load, received)),
    close: () => socket.destroy(),
  }
}

function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const head =
    length < 126
      ? Buffer.from([0x81, 0x80 | length, 0, 0, 0, 0])
      : Buffer.from([0x81, 0x80 | 126, length >> 8, length & 0xff, 0, 0, 0, 0])
  return Buffer.concat([head, Buffer.from(text)])
}

/** By what the node has received: nearly the same bytes for all nodes of a round, so they are made once. */
let framesOf = { load: -1, byAck: new Map<number, Buffer>() }
function heartbeatFrame(load: number, ack: number): Buffer {
  if (load !== framesOf.load) framesOf = { load, byAck: new Map() }
  const made =
    framesOf.byAck.get(ack) ??
    textFrame(`{"v":1,"seq":0,"ack":${ack},"type":"heartbeat","body":{"freeSlots":4,"load":${load}}}`)
  framesOf.byAck.set(ack, made)
  return made
}

/** Gives what is left of an unfinished frame. Frames of a server are never masked. */
function readFrames(bytes: Buffer, hear: (frame: never) => void): Buffer {
  let at = 0
  while (bytes.length - at >= 2) {
    const short = (bytes[at + 1] ?? 0) & 0x7f
    const head = short === 126 ? 4 : 2
    if (short === 127 || bytes.length - at < head) break
    const length = short === 126 ? bytes.readUInt16BE(at + 2) : short
    if (bytes.length - at < head + length) break
    const isText = ((bytes[at] ?? 0) & 0x0f) === 1
    if (isText) hear(JSON.parse(bytes.toString('utf8', at + head, at + head + length)) as never)
    at += head + length
  }
  return bytes.subarray(at)
}
