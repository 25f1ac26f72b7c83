import { describe, expect, it } from 'vitest'
import { createFrameStream, type FrameStream } from './frame-stream.ts'

const LIMITS = { maxFrames: 64, maxSize: 100_000 }

/** xorshift32: the same run for the same seed. */
function createRandom(seed: number) {
  let state = seed * 2_654_435_761 + 1
  return (bound: number) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % bound
  }
}

type Side = {
  stream: FrameStream
  /** Texts on their way to the peer; a lost socket loses all of them. */
  wire: string[]
  nextToWrite: number
  /** Taken and not yet handled: numbers of frames. */
  atWork: number[]
  taken: number[]
  given: number
}

const createSide = (): Side => ({
  stream: createFrameStream(LIMITS),
  wire: [],
  nextToWrite: 1,
  atWork: [],
  taken: [],
  given: 0,
})

function write(side: Side) {
  for (; side.nextToWrite <= side.stream.sent; side.nextToWrite++) {
    const text = side.stream.text(side.nextToWrite)
    if (text !== undefined) side.wire.push(text)
  }
}

/** One frame arrives at `to`. */
function arrive(from: Side, to: Side) {
  const text = from.wire.shift()
  if (text === undefined) return
  const frame = JSON.parse(text) as { seq: number; ack: number; body: number }
  const verdict = to.stream.receive(frame.seq, frame.ack)
  expect(verdict).not.toBe('broken')
  if (verdict !== 'new') return
  to.taken.push(frame.body)
  to.atWork.push(frame.seq)
}

/** `random`: what the peer tells may be older than what it has, so that it is sent frames again. */
function reconnect(a: Side, b: Side, random: (bound: number) => number) {
  a.wire = []
  b.wire = []
  for (const [side, peer] of [
    [a, b],
    [b, a],
  ] as const) {
    const known = peer.stream.received - side.stream.acked
    const from = side.stream.resume(side.stream.acked + (random(2) === 0 ? known : random(known + 1)))
    if (from === undefined) throw new Error('a peer that never restarted can always resume')
    side.nextToWrite = from
  }
}

function run(seed: number, steps: number) {
  const random = createRandom(seed)
  const a = createSide()
  const b = createSide()
  let losses = 0
  const step = (mayAdd: boolean) => {
    const [side, peer] = random(2) === 0 ? [a, b] : [b, a]
    const dice = random(mayAdd ? 100 : 90)
    if (dice < 30) arrive(side, peer)
    else if (dice < 50) {
      const seq = side.atWork.shift()
      if (seq !== undefined) side.stream.handle(seq)
    } else if (dice < 70) write(side)
    else if (dice < 82) {
      if (side.stream.owesAck) side.wire.push(side.stream.unnumbered('ack', {}))
    } else if (dice < 90) {
      losses += 1
      reconnect(a, b, random)
    } else if (side.stream.send('log', side.given + 1) !== undefined) side.given += 1
  }
  for (let count = 0; count < steps; count++) step(true)
  reconnect(a, b, random)
  // Then the line holds: everything left gets through.
  for (let round = 0; round < 300; round++) {
    for (const [side, peer] of [
      [a, b],
      [b, a],
    ] as const) {
      write(side)
      while (side.wire.length > 0) arrive(side, peer)
      for (const seq of peer.atWork.splice(0)) peer.stream.handle(seq)
      if (peer.stream.owesAck) peer.wire.push(peer.stream.unnumbered('ack', {}))
    }
  }
  return { a, b, losses }
}

describe('createFrameStream', () => {
  it('loses no frame and takes none twice over any loss of sockets, and keeps nothing at the end', () => {
    let losses = 0
    let frames = 0
    for (let seed = 1; seed <= 300; seed++) {
      const { a, b, losses: some } = run(seed, 400)
      losses += some
      frames += a.given + b.given
      for (const [side, peer] of [
        [a, b],
        [b, a],
      ] as const) {
        expect(peer.taken).toEqual(Array.from({ length: side.given }, (_, index) => index + 1))
        expect([side.stream.retainedFrames, side.stream.retainedSize]).toEqual([0, 0])
        expect(side.stream.acked).toBe(side.given)
      }
    }
    expect(losses).toBeGreaterThan(5_000)
    expect(frames).toBeGreaterThan(5_000)
  })

  it('acknowledges what was handled, not what has only arrived', () => {
    const stream = createFrameStream(LIMITS)
    expect(stream.receive(1, 0)).toBe('new')
    expect(stream.receive(2, 0)).toBe('new')
    expect(stream.owesAck).toBe(false)
    stream.handle(1)
    expect(stream.owesAck).toBe(true)
    expect(JSON.parse(stream.unnumbered('ack', {}))).toEqual({ v: 1, seq: 0, ack: 1, type: 'ack', body: {} })
    expect(stream.owesAck).toBe(false)
    expect([stream.received, stream.handled]).toEqual([2, 1])
  })

  it('calls a number ahead, and an ack of what was never sent, broken; an old number repeated', () => {
    const stream = createFrameStream(LIMITS)
    expect(stream.receive(2, 0)).toBe('broken')
    expect(stream.receive(1, 1)).toBe('broken')
    expect(stream.receive(1, 0)).toBe('new')
    expect(stream.receive(1, 0)).toBe('repeated')
    stream.send('cancel', {})
    expect(stream.receive(0, 1)).toBe('unnumbered')
    expect([stream.acked, stream.retainedFrames]).toEqual([1, 0])
    // An older ack in a frame that was sent again takes nothing back.
    expect(stream.receive(0, 0)).toBe('unnumbered')
    expect(stream.acked).toBe(1)
  })

  it('is full at its number of frames and at its size, and empties by acks', () => {
    const few = createFrameStream({ maxFrames: 2, maxSize: 10_000 })
    expect([few.send('cancel', 1), few.send('cancel', 2), few.send('cancel', 3)]).toEqual([1, 2, undefined])
    few.receive(0, 1)
    expect(few.send('cancel', 3)).toBe(3)
    const small = createFrameStream({ maxFrames: 100, maxSize: 200 })
    expect(small.send('cancel', 'x'.repeat(100))).toBe(1)
    expect(small.send('cancel', 'x'.repeat(100))).toBeUndefined()
    expect(small.retainedSize).toBe(small.text(1)?.length)
  })

  it('resumes only with a peer that has the same past', () => {
    const stream = createFrameStream(LIMITS)
    for (let frame = 1; frame <= 5; frame++) stream.send('cancel', frame)
    stream.receive(0, 2)
    expect([stream.resume(1), stream.resume(2), stream.resume(5), stream.resume(6)]).toEqual([
      undefined,
      3,
      6,
      undefined,
    ])
  })
})
