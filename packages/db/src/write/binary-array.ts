import type { Hex } from '@network3/core/hex'

// PostgreSQL's binary format of one-dimensional arrays (array_recv): dimensions, whether there are NULLs, the type of
// the elements, length, lower bound, then each element with its length. pg sends a Buffer as it is; arrays of values it
// writes as text, which costs both sides several times as much.
const HEADER_BYTES = 20
const OID = { bytea: 17, int8: 20, numeric: 1700 } as const
const NUMERIC_NEGATIVE = 0x4000
const BASE_DIGITS = 4

function begin(type: keyof typeof OID, length: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + bytes)
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0)
  buffer.writeInt32BE(0, 4)
  buffer.writeInt32BE(OID[type], 8)
  if (length === 0) return buffer.subarray(0, 12)
  buffer.writeInt32BE(length, 12)
  buffer.writeInt32BE(1, 16)
  return buffer
}

/** A parameter of type bytea[]. Throws TypeError for what is not hex. */
export function byteaArray(items: readonly Hex[]): Buffer {
  const bytes = items.reduce((sum, item) => sum + 4 + (item.length - 2) / 2, 0)
  const buffer = begin('bytea', items.length, bytes)
  let at = HEADER_BYTES
  for (const item of items) {
    const length = (item.length - 2) >> 1
    at = buffer.writeInt32BE(length, at)
    if (buffer.write(item.substring(2), at, length, 'hex') !== length) throw new TypeError(`Not hex: ${item}`)
    at += length
  }
  return buffer
}

/** A parameter of type int8[]. */
export function int8Array(values: readonly (number | bigint)[]): Buffer {
  const buffer = begin('int8', values.length, values.length * 12)
  let at = HEADER_BYTES
  for (const value of values) {
    at = buffer.writeInt32BE(8, at)
    at = buffer.writeBigInt64BE(BigInt(value), at)
  }
  return buffer
}

/** A parameter of type numeric[]: whole numbers of any size and sign. */
export function numericArray(values: readonly bigint[]): Buffer {
  const texts = values.map(String)
  const bytes = texts.reduce((sum, text) => sum + 14 + (text.length >> 1), 0)
  const buffer = begin('numeric', values.length, bytes)
  let at = HEADER_BYTES
  for (const text of texts) at = writeNumeric(buffer, at, text)
  return values.length === 0 ? buffer : buffer.subarray(0, at)
}

/** numeric_recv: digits of base 10,000 from the highest, the place of the first, the sign, decimals shown. */
function writeNumeric(buffer: Buffer, start: number, text: string): number {
  const isNegative = text.startsWith('-')
  const first = isNegative ? 1 : 0
  const digits = text === '0' ? 0 : Math.ceil((text.length - first) / BASE_DIGITS)
  let at = buffer.writeInt32BE(8 + digits * 2, start)
  at = buffer.writeInt16BE(digits, at)
  at = buffer.writeInt16BE(Math.max(digits - 1, 0), at)
  at = buffer.writeUInt16BE(isNegative ? NUMERIC_NEGATIVE : 0, at)
  at = buffer.writeInt16BE(0, at)
  let from = first
  for (let left = digits; left > 0; left--) {
    const to = text.length - (left - 1) * BASE_DIGITS
    at = buffer.writeInt16BE(Number(text.substring(from, to)), at)
    from = to
  }
  return at
}
