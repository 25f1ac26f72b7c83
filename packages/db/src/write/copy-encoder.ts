import type { Hex } from '@network3/core/hex'

// PostgreSQL's binary COPY format (manual, COPY, "Binary Format"): a signature, then per row a field count and per
// field its length in bytes (-1 for NULL) and its bytes as the type's receive function reads them.
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const POSTGRES_EPOCH_SECONDS = 946_684_800
const BYTEA_OID = 17
const NUMERIC_BASE = 10_000n

export type CopyEncoder = {
  row(fieldCount: number): void
  nil(): void
  int4(value: number): void
  int8(value: bigint): void
  text(value: string): void
  bytea(hex: Hex): void
  byteaArray(items: readonly Hex[]): void
  /** Whole numbers ≥ 0 only. */
  numeric(value: bigint): void
  /** Whole seconds since the Unix epoch. */
  timestamptz(seconds: number): void
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
    text(value) {
      const length = Buffer.byteLength(value)
      reserve(length + 4)
      at = buffer.writeInt32BE(length, at)
      at += buffer.write(value, at, length, 'utf8')
    },
    bytea: writeHex,
    byteaArray(items) {
      const dimensions = items.length === 0 ? 0 : 1
      reserve(24)
      const sizeAt = at
      at = buffer.writeInt32BE(0, at)
      at = buffer.writeInt32BE(dimensions, at)
      at = buffer.writeInt32BE(0, at)
      at = buffer.writeInt32BE(BYTEA_OID, at)
      if (dimensions === 1) {
        at = buffer.writeInt32BE(items.length, at)
        at = buffer.writeInt32BE(1, at)
        for (const item of items) writeHex(item)
      }
      buffer.writeInt32BE(at - sizeAt - 4, sizeAt)
    },
    numeric(value) {
      const digits: number[] = []
      for (let rest = value; rest > 0n; rest /= NUMERIC_BASE) digits.push(Number(rest % NUMERIC_BASE))
      const weight = Math.max(digits.length - 1, 0)
      let first = 0
      while (first < digits.length && digits[first] === 0) first += 1
      const kept = digits.slice(first).reverse()
      reserve(12 + kept.length * 2)
      at = buffer.writeInt32BE(8 + kept.length * 2, at)
      at = buffer.writeInt16BE(kept.length, at)
      at = buffer.writeInt16BE(weight, at)
      at = buffer.writeInt16BE(0, at)
      at = buffer.writeInt16BE(0, at)
      for (const digit of kept) at = buffer.writeInt16BE(digit, at)
    },
    timestamptz(seconds) {
      reserve(12)
      at = buffer.writeInt32BE(8, at)
      at = buffer.writeBigInt64BE(BigInt(seconds - POSTGRES_EPOCH_SECONDS) * 1_000_000n, at)
    },
    finish() {
      reserve(2)
      at = buffer.writeInt16BE(-1, at)
      return buffer.subarray(0, at)
    },
  }
}
