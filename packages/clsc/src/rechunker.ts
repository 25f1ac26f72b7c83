/** Cuts a stream of ragged pieces into pieces of one size. */
export type Rechunker = {
  /** Full pieces that surely have more than `reserve` bytes after them. Views, valid until the next one is asked for. */
  push: (bytes: Uint8Array) => Iterable<Uint8Array>
  /** What is left: at most size + reserve bytes. */
  rest: () => Uint8Array
}

/**
 * Holds back size + reserve bytes, so that the last piece and what follows it are known as such only at the end.
 * Large inputs are cut without copying; memory is size + reserve whatever the stream's length.
 * Invariant between pushes: held ≤ size + reserve, and every byte before was given out in order.
 */
export function createRechunker(size: number, reserve: number): Rechunker {
  const threshold = size + reserve
  let held = new Uint8Array()
  let heldBytes = 0

  // Short messages are common, and most of a full buffer would only be zeroed for them.
  const reserveRoom = (bytes: number) => {
    if (bytes <= held.length) return
    const grown = new Uint8Array(held.length === 0 ? bytes : threshold)
    grown.set(held.subarray(0, heldBytes))
    held = grown
  }

  return {
    *push(bytes) {
      let input = bytes
      // 1. Held bytes come first: complete each piece that begins among them.
      while (heldBytes > 0 && heldBytes + input.length > threshold) {
        if (heldBytes < size) {
          const missing = input.subarray(0, size - heldBytes)
          reserveRoom(size)
          held.set(missing, heldBytes)
          heldBytes += missing.length
          input = input.subarray(missing.length)
        }
        yield held.subarray(0, size)
        held.copyWithin(0, size, heldBytes)
        heldBytes -= size
      }
      // 2. Cut the input itself: while it is over the threshold alone, nothing is held by now.
      while (input.length > threshold) {
        yield input.subarray(0, size)
        input = input.subarray(size)
      }
      // 3. The remainder fits, by the two conditions above.
      reserveRoom(heldBytes + input.length)
      held.set(input, heldBytes)
      heldBytes += input.length
    },
    rest: () => held.subarray(0, heldBytes),
  }
}
