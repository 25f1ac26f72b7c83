import type { Hex } from '@network3/core/hex'

// PostgreSQL's binary COPY format (manual, COPY, "Binary Format"): a signature, then per row a field count and per
// field its length in bytes (-1 for NULL) and its bytes as the type's receive function reads them.
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')

export type CopyEncoder = {
  row(fieldCount: number): void
  nil(): void
  int2(value: number): void
  int4(value: number): void
  int8(value: bigint): void
  bytea(hex: Hex): void
  /** A bytea that `write` puts at `at`, giving its end; `limit` is the most bytes it may take. */
  bytes(limit: number, write: (target: Buffer, at: number) => number): void
  /** Everything written, closed with the trailer. The encoder is used up. */
  finish(): Buffer
}

/** Writes rows for COPY … FROM STDIN (FORMAT binary): half the time of unnest for wide rows. */
export function createCopyEncoder(sizeHintBytes = 64 * 1024): CopyEncoder {
  let buffer = Buffer.allocUnsafe(sizeHintBytes)
  let at = SIGNATURE.copy(buffer)
  const reserve = (bytes: number) => {
    if (at + bytes <= buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes))
    buffer.copy(larger, 0, 0, at)
    buffer = larger
  }
  const writeHex = (hex: Hex) => {
    const length = (hex.length - 2) >> 1
    reserve(length + 4)
    at = buffer.writeInt32BE(length, at)
    const written = buffer.write(hex.slice(2), at, length, 'hex')
    if (written !== length) throw new TypeError(`Not hex: ${hex.slice(0, 20)}`)
    at += length
  }
  return {
    row(fieldCount) {
      reserve(2)
      at = buffer.writeInt16BE(fieldCount, at)
    },
    nil() {
      reserve(4)
      at = buffer.writeInt32BE(-1, at)
    },
    int2(value) {
      reserve(6)
      at = buffer.writeInt32BE(2, at)
      at = buffer.writeInt16BE(value, at)
    },
    int4(value) {
      reserve(8)
      at = buffer.writeInt32BE(4, at)
      at = buffer.writeInt32BE(value, at)
    },
    int8(value) {
      reserve(12)
      at = buffer.writeInt32BE(8, at)
      at = buffer.writeBigInt64BE(value, at)
    },
    bytea: writeHex,
    bytes(limit, write) {
      reserve(limit + 4)
      const end = write(buffer, at + 4)
      buffer.writeInt32BE(end - at - 4, at)
      at = end
    },
    finish() {
      reserve(2)
      at = buffer.writeInt16BE(-1, at)
      return buffer.subarray(0, at)
    },
  }
}
