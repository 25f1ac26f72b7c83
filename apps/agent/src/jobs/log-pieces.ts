/** Bytes of UTF-8 in a piece at most: two of them, in hex, and sealed, fit a frame by far. */
const PIECE_BYTES = 16 * 1024
const FLUSH_MS = 1_000

/** Gathers what a job writes to its log, and hands it on in pieces: when one is full, and once a second. */
export function createLogPieces(onPiece: (index: number, text: Uint8Array) => void) {
  const encoder = new TextEncoder()
  let parts: Uint8Array[] = []
  let size = 0
  let index = 0
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (size === 0) return
    const bytes = Buffer.concat(parts)
    parts = []
    size = 0
    for (let from = 0; from < bytes.length; from += PIECE_BYTES)
      onPiece(index++, new Uint8Array(bytes.subarray(from, from + PIECE_BYTES)))
  }
  return {
    add: (text: string) => {
      const bytes = encoder.encode(text)
      parts.push(bytes)
      size += bytes.length
      if (size >= PIECE_BYTES) flush()
      else timer ??= setTimeout(flush, FLUSH_MS)
    },
    flush,
  }
}
