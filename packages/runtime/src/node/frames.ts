/**
 * What the agent and its sandbox process say to each other, over two pipes: [type: u8][length: u32 LE][payload].
 * Own and tiny on purpose: nothing that comes out of the sandbox is ever deserialised into more than bytes and JSON.
 */
export const FRAME = {
  /** To the sandbox: JSON of a job without its bytes, then the module, then the input, which starts it. */
  job: 1,
  module: 2,
  input: 3,
  /** From the sandbox: ready for a job; a piece of log; JSON of a result, then its output. */
  ready: 16,
  log: 17,
  result: 18,
  output: 19,
} as const

const HEAD_BYTES = 5

export function frameHead(type: number, length: number): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES)
  head[0] = type
  new DataView(head.buffer).setUint32(1, length, true)
  return head
}

/**
 * Cuts a stream of chunks into frames. `accept` gives the greatest length of a frame of a type, or undefined when
 * such a frame is out of place; then `push` answers false and the stream must not be used again.
 */
export function createFrameReader(
  accept: (type: number) => number | undefined,
  onFrame: (type: number, payload: Uint8Array) => void,
): { push(chunk: Uint8Array): boolean } {
  let head = new Uint8Array(0)
  let payload: Uint8Array | undefined
  let filled = 0
  let type = 0
  return {
    push(chunk) {
      let rest = chunk
      for (;;) {
        if (payload === undefined) {
          if (rest.length === 0) return true
          const take = Math.min(HEAD_BYTES - head.length, rest.length)
          const joined = new Uint8Array(head.length + take)
          joined.set(head)
          joined.set(rest.subarray(0, take), head.length)
          head = joined
          rest = rest.subarray(take)
          if (head.length < HEAD_BYTES) return true
          type = head[0] ?? 0
          const length = new DataView(head.buffer).getUint32(1, true)
          const limit = accept(type)
          if (limit === undefined || length > limit) return false
          payload = new Uint8Array(length)
          filled = 0
          head = new Uint8Array(0)
        }
        const take = Math.min(payload.length - filled, rest.length)
        payload.set(rest.subarray(0, take), filled)
        filled += take
        rest = rest.subarray(take)
        if (filled < payload.length) return true
        const whole = payload
        payload = undefined
        onFrame(type, whole)
      }
    },
  }
}
