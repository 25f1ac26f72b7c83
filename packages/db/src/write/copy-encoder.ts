import type { Hex } from '@network3/core/hex'

// PostgreSQL's binary COPY format (manual, COPY, "Binary Format"): a signature, then per row a field count and per
// field its length in bytes (-1 for NULL) and its bytes as the type's receive function reads them.
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')

export type CopyEncoder = {
  row(fieldCount: number): void
  int2(value: number): void
  int4(value: number): void
  /** Whole numbers from 0 to 2^53. */
  int8(value: number): void
  bytea(hex: Hex): void
  /** Bytes `from` to `to` of `source` as a bytea; NULL where there is none. */
  part(source: Buffer | undefined, from: number, to: number): void
  /** Where a bytea of at most `limit` bytes is to be written, by the caller, who then says where it ended. */
  beginBytes(limit: number): { bytes: Buffer; at: number }
  endBytes(end: number): void
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
  // Byte by byte: Buffer's own writeInt32BE checks its arguments each time, which takes longer than the writing.
  const put4 = (value: number) => {
    buffer[at++] = value >>> 24
    buffer[at++] = value >>> 16
    buffer[at++] = value >>> 8
    buffer[at++] = value
  }
  const put2 = (value: number) => {
    buffer[at++] = value >>> 8
    buffer[at++] = value
  }
  return {
    row(fieldCount) {
      reserve(2)
      put2(fieldCount)
    },
    int2(value) {
      reserve(6)
      put4(2)
      put2(value)
    },
    int4(value) {
      reserve(8)
      put4(4)
      put4(value)
    },
    int8(value) {
      reserve(12)
      put4(8)
      put4(Math.floor(value / 0x1_0000_0000))
      put4(value % 0x1_0000_0000)
    },
    bytea(hex) {
      const length = (hex.length - 2) >> 1
      reserve(length + 4)
      put4(length)
      const written = buffer.write(hex.substring(2), at, length, 'hex')
      if (written !== length) throw new TypeError(`Not hex: ${hex.slice(0, 20)}`)
      at += length
    },
    part(source, from, to) {
      if (source === undefined) {
        reserve(4)
        put4(-1)
        return
      }
      reserve(to - from + 4)
      put4(to - from)
      for (let index = from; index < to; index++) buffer[at++] = source[index] ?? 0
    },
    beginBytes(limit) {
      reserve(limit + 4)
      return { bytes: buffer, at: at + 4 }
    },
    endBytes(end) {
      put4(end - at - 4)
      at = end
    },
    finish() {
      reserve(2)
      put2(-1)
      return buffer.subarray(0, at)
    },
  }
}
