import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createLink, type Link } from './link.ts'
import { pumpFrames, writeUnnumbered } from './write-frames.ts'

/** A socket whose peer reads when told to: what the kernel of a slow node looks like from here. */
function createSlowSocket() {
  const sent: string[] = []
  const unread: { text: string; onSent: (() => void) | undefined }[] = []
  let most = 0
  const socket = {
    readyState: WebSocket.OPEN,
    get bufferedAmount() {
      return unread.reduce((sum, { text }) => sum + text.length, 0)
    },
    send(text: string, onSent?: () => void) {
      unread.push({ text, onSent })
      most = Math.max(most, socket.bufferedAmount)
    },
  }
  return {
    socket: socket as unknown as WebSocket,
    sent,
    most: () => most,
    read() {
      const next = unread.shift()
      if (next === undefined) return false
      sent.push(next.text)
      next.onSent?.()
      return true
    },
  }
}

function open() {
  const slow = createSlowSocket()
  const link: Link = createLink(
    {
      ...{ node: `0x${'01'.repeat(20)}`, subnet: `0x${'02'.repeat(32)}`, streamId: 's', token: 't' },
      ...{ agent: 'test/1', openedAt: 0 },
    },
    () => () => true,
  )
  link.socket = slow.socket
  return { slow, link }
}
const numbersOf = (texts: readonly string[]) => texts.map((text) => (JSON.parse(text) as { seq: number }).seq)
const frame = 'x'.repeat(50_000)

describe('pumpFrames', () => {
  it('holds back what a slow node does not read, and gives all of it, in order and once, as it reads', () => {
    const { slow, link } = open()
    let counted = 0
    const count = (some: number) => {
      counted += some
    }
    for (let number = 1; number <= 40; number++) {
      link.stream.send('cancel', frame)
      pumpFrames(link, count)
    }
    expect(link.written).toBeLessThan(10)
    while (slow.read());
    expect(numbersOf(slow.sent)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    expect(counted).toBe(40)
    expect(slow.most()).toBeLessThan(256 * 1024 + 2 * frame.length)
  })

  it('leaves the rest to the next socket when the node comes back elsewhere', () => {
    const { slow, link } = open()
    for (let number = 1; number <= 20; number++) link.stream.send('cancel', frame)
    pumpFrames(link, () => {})
    const next = createSlowSocket()
    link.socket = next.socket
    link.written = 2
    while (slow.read());
    pumpFrames(link, () => {})
    while (next.read());
    expect(numbersOf(next.sent)).toEqual(Array.from({ length: 18 }, (_, index) => index + 3))
    expect(slow.sent.length).toBeLessThan(20)
  })
})

describe('writeUnnumbered', () => {
  it('leaves out an ack the node would not read, and tells it later', () => {
    const { slow, link } = open()
    link.stream.receive(1, 0)
    link.stream.handle(1)
    for (let number = 1; number <= 20; number++) link.stream.send('cancel', frame)
    link.stream.receive(2, 0)
    link.stream.handle(2)
    pumpFrames(link, () => {})
    expect(writeUnnumbered(link, 'ack', {})).toBe(false)
    expect(link.stream.owesAck).toBe(true)
    while (slow.read());
    expect(writeUnnumbered(link, 'ack', {})).toBe(true)
    expect(link.stream.owesAck).toBe(false)
  })
})
