/** Collects what a program writes, in few allocations, up to a bound. */
export type CappedSink = {
  /** How many of these bytes were kept. */
  write(bytes: Uint8Array): number
  bytes(): Uint8Array
}

export function createCappedSink(limit: number): CappedSink {
  let buffer = new Uint8Array(Math.min(limit, 4_096))
  let length = 0
  return {
    write(bytes) {
      const kept = Math.min(bytes.length, limit - length)
      if (length + kept > buffer.length) {
        const larger = new Uint8Array(Math.min(limit, Math.max(buffer.length * 2, length + kept)))
        larger.set(buffer.subarray(0, length))
        buffer = larger
      }
      buffer.set(bytes.subarray(0, kept), length)
      length += kept
      return kept
    },
    bytes: () => buffer.slice(0, length),
  }
}
