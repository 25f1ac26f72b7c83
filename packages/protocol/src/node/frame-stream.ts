/**
 * One direction-pair of numbered frames, the same on both sides; it outlives the socket. Pure: no clock, no I/O.
 *
 * Invariants, over any loss of sockets:
 * 1. what is sent is numbered from 1 without gaps and kept until the peer has acknowledged it;
 * 2. what arrives is taken once, in order: an old number is a repetition, a number ahead breaks the stream;
 * 3. `ack` says what was handled, `received` what was taken: a peer forgets after the first and sends again after
 *    the second, so a frame whose handler is still at work is neither lost nor doubled.
 */
export type FrameStream = {
  /** Last number sent, last the peer has acknowledged, last taken, last handled here. */
  readonly sent: number
  readonly acked: number
  readonly received: number
  readonly handled: number
  readonly retainedFrames: number
  /** UTF-16 units, which are bytes for our frames. */
  readonly retainedSize: number
  /** True while the peer was not told of everything handled. */
  readonly owesAck: boolean
  /** Numbers and keeps a frame; gives its number, or undefined when the queue is full: the stream is over then. */
  send(type: string, body: unknown): number | undefined
  /** The kept text of frame `seq`; undefined when it was acknowledged or never sent. */
  text(seq: number): string | undefined
  /** A frame outside the order, with the ack of now. */
  unnumbered(type: string, body: unknown): string
  /** Judges an arrived frame by its numbers. `broken`: the peer does not speak of this stream; end it. */
  receive(seq: number, ack: number): 'new' | 'repeated' | 'unnumbered' | 'broken'
  /** The frame was handled, and all before it. */
  handle(seq: number): void
  /**
   * The peer came back and has `received`: the number to send on from. Undefined when it speaks of another past than
   * ours (more than was sent, less than it acknowledged): a new stream has to begin.
   */
  resume(received: number): number | undefined
}

export type FrameStreamLimits = { maxFrames: number; maxSize: number }

export function createFrameStream({ maxFrames, maxSize }: FrameStreamLimits): FrameStream {
  /** Texts of frames acked + 1 … sent. */
  let retained: string[] = []
  let size = 0
  let acked = 0
  let received = 0
  let handled = 0
  let told = 0
  const sent = () => acked + retained.length
  const compose = (seq: number, type: string, body: unknown) => {
    told = handled
    return `{"v":1,"seq":${seq},"ack":${handled},"type":"${type}","body":${JSON.stringify(body)}}`
  }
  const forgetUpTo = (ack: number) => {
    if (ack === acked) return
    for (let index = 0; index < ack - acked; index++) size -= retained[index]?.length ?? 0
    retained = retained.slice(ack - acked)
    acked = ack
  }
  return {
    get sent() {
      return sent()
    },
    get acked() {
      return acked
    },
    get received() {
      return received
    },
    get handled() {
      return handled
    },
    get retainedFrames() {
      return retained.length
    },
    get retainedSize() {
      return size
    },
    get owesAck() {
      return handled > told
    },
    send(type, body) {
      if (retained.length >= maxFrames) return undefined
      const text = compose(sent() + 1, type, body)
      if (size + text.length > maxSize) return undefined
      retained.push(text)
      size += text.length
      return sent()
    },
    text: (seq) => retained[seq - acked - 1],
    unnumbered: (type, body) => compose(0, type, body),
    receive(seq, ack) {
      if (ack > sent()) return 'broken'
      if (ack > acked) forgetUpTo(ack)
      if (seq === 0) return 'unnumbered'
      if (seq <= received) return 'repeated'
      if (seq > received + 1) return 'broken'
      received = seq
      return 'new'
    },
    handle(seq) {
      handled = Math.max(handled, Math.min(seq, received))
    },
    resume(peerReceived) {
      if (peerReceived < acked || peerReceived > sent()) return undefined
      // The peer lost what it was told last, perhaps: it is told again.
      told = Math.min(told, Math.max(0, handled - 1))
      return peerReceived + 1
    },
  }
}
