import { ClscError, type ClscReason } from './clsc-error.ts'

export function concatBytes(...parts: Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Compares without stopping at the first difference; lengths are public. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false
  let difference = 0
  for (let index = 0; index < left.length; index++) difference |= (left[index] ?? 0) ^ (right[index] ?? 0)
  return difference === 0
}

/** Order of the first differing byte, as Array.sort wants it. Not for secrets. */
export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shared = Math.min(left.length, right.length)
  for (let index = 0; index < shared; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

export function uint8(value: number): Uint8Array {
  return Uint8Array.of(value)
}

/** Big-endian, as all integers of the scheme but scalars. */
export function uint16(value: number): Uint8Array {
  const bytes = new Uint8Array(2)
  new DataView(bytes.buffer).setUint16(0, value)
  return bytes
}

export function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

/** `value` is a safe integer ≥ 0. */
export function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

/** lp(x) = u16 length ‖ x, for at most 65,535 bytes. */
export function lengthPrefixed(bytes: Uint8Array): Uint8Array {
  if (bytes.length > 0xffff)
    throw new ClscError('misuse', 'A length-prefixed string holds at most 65,535 bytes.')
  return concatBytes(uint16(bytes.length), bytes)
}

/** The text the caller sees as bytes: ASCII or UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** A string that equals another's exactly when the bytes do: for Map keys, half as long as hex. */
export function bytesKey(bytes: Uint8Array): string {
  let key = ''
  for (const byte of bytes) key += String.fromCharCode(byte)
  return key
}

export type ByteReader = {
  take: (length: number) => Uint8Array
  uint8: () => number
  uint16: () => number
  uint32: () => number
  uint64: () => number
  remaining: () => number
  /** Throws unless everything was read. */
  end: () => void
}

/** Reads front to back; reading past the end, or leaving something, throws `reason`. Views, not copies. */
export function createByteReader(bytes: Uint8Array, reason: ClscReason, what: string): ByteReader {
  let offset = 0
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const advance = (length: number): number => {
    if (bytes.length - offset < length) throw new ClscError(reason, `The ${what} ends too early.`)
    offset += length
    return offset - length
  }
  return {
    take: (length) => {
      const start = advance(length)
      return bytes.subarray(start, start + length)
    },
    uint8: () => view.getUint8(advance(1)),
    uint16: () => view.getUint16(advance(2)),
    uint32: () => view.getUint32(advance(4)),
    uint64: () => {
      const value = view.getBigUint64(advance(8))
      if (value > BigInt(Number.MAX_SAFE_INTEGER))
        throw new ClscError(reason, `The ${what} holds an integer over 2^53 - 1.`)
      return Number(value)
    },
    remaining: () => bytes.length - offset,
    end: () => {
      if (offset !== bytes.length) throw new ClscError(reason, `The ${what} is followed by something else.`)
    },
  }
}
