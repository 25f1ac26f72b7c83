import type { GatewayBody, GatewayFrameType } from '@network3/protocol/node/frames'
import { WebSocket } from 'ws'
import type { Link } from './link.ts'

/** Bytes the socket may hold beyond the kernel's buffer before we wait for the node to read. */
const HIGH_WATER = 256 * 1024

/**
 * Gives the socket what the stream has for it, as far as the node reads: what does not go now goes when the socket
 * has emptied, and what is never read fills the link's queue, which ends it.
 */
export function pumpFrames(link: Link, onWritten: (count: number) => void): void {
  const { socket, stream } = link
  if (socket === undefined || socket.readyState !== WebSocket.OPEN) return
  let count = 0
  while (link.written < stream.sent && socket.bufferedAmount < HIGH_WATER) {
    link.written += 1
    const text = stream.text(link.written)
    if (text === undefined) continue
    count += 1
    if (socket.bufferedAmount + text.length < HIGH_WATER) socket.send(text)
    else
      socket.send(text, () => {
        if (link.socket === socket) pumpFrames(link, onWritten)
      })
  }
  if (count > 0) onWritten(count)
}

/** An unnumbered frame; left out when the node does not read, for none of them matters later. */
export function writeUnnumbered<T extends GatewayFrameType>(
  link: Link,
  type: T,
  body: GatewayBody<T>,
): boolean {
  const { socket, stream } = link
  if (socket === undefined || socket.readyState !== WebSocket.OPEN) return false
  if (socket.bufferedAmount >= HIGH_WATER) return false
  socket.send(stream.unnumbered(type, body))
  return true
}

/** The last frame of a socket, then its close. `stream`: none before the session stands. */
export function writeGoodbye(
  socket: WebSocket,
  stream: Link['stream'] | undefined,
  body: GatewayBody<'goodbye'>,
  closeCode: number,
): void {
  if (socket.readyState !== WebSocket.OPEN) return
  socket.send(
    stream?.unnumbered('goodbye', body) ?? JSON.stringify({ v: 1, seq: 0, ack: 0, type: 'goodbye', body }),
  )
  socket.close(closeCode, body.reason)
}
