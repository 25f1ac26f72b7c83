const PATCHED_BYTES = 5

/** Grows as it is written to; `bytes()` is a view until the next write. */
export type ByteWriter = {
  readonly length: number
  byte(value: number): void
  /** Opcodes and other single bytes, in order. */
  op(...values: number[]): void
  u32(value: number): void
  /** Signed LEB128 of a small integer: the immediate of i32.const and i64.const. */
  signed(value: number): void
  /** Room for a signed number that is not known yet, in five bytes; its position, for `patch`. */
  reserve(): number
  /** Puts a number from 0 to 2^34 - 1 where room was reserved. */
  patch(position: number, value: number): void
  raw(source: Uint8Array, from?: number, to?: number): void
  text(value: string): void
  /** Length-prefixed content of another writer. */
  sized(content: ByteWriter): void
  /** Forgets what was written and keeps the room for it. */
  clear(): void
  bytes(): Uint8Array
}

export function createByteWriter(capacity = 256): ByteWriter {
  let buffer = new Uint8Array(capacity)
  let length = 0
  const grow = (more: number) => {
    if (length + more <= buffer.length) return
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more))
    larger.set(buffer.subarray(0, length))
    buffer = larger
  }
  const writer: ByteWriter = {
    get length() {
      return length
    },
    byte(value) {
      if (length === buffer.length) grow(1)
      buffer[length++] = value
    },
    op(...values) {
      for (const value of values) writer.byte(value)
    },
    u32(value) {
      let rest = value
      while (rest >= 0x80) {
        writer.byte((rest % 0x80) | 0x80)
        rest = Math.floor(rest / 0x80)
      }
      writer.byte(rest)
    },
    signed(value) {
      let rest = value
      for (;;) {
        const low = rest & 0x7f
        rest = Math.floor(rest / 0x80)
        if ((rest === 0 && low < 0x40) || (rest === -1 && low >= 0x40)) return writer.byte(low)
        writer.byte(low | 0x80)
      }
    },
    reserve() {
      writer.op(0x80, 0x80, 0x80, 0x80, 0x00)
      return length - PATCHED_BYTES
    },
    patch(position, value) {
      let rest = value
      for (let index = 0; index < PATCHED_BYTES; index++) {
        buffer[position + index] = (rest % 0x80) | (index < PATCHED_BYTES - 1 ? 0x80 : 0)
        rest = Math.floor(rest / 0x80)
      }
    },
    raw(source, from = 0, to = source.length) {
      grow(to - from)
      if (to - from < 16) for (let at = from; at < to; at++) buffer[length++] = source[at] ?? 0
      else {
        buffer.set(source.subarray(from, to), length)
        length += to - from
      }
    },
    text(value) {
      const encoded = new TextEncoder().encode(value)
      writer.u32(encoded.length)
      writer.raw(encoded)
    },
    sized(content) {
      writer.u32(content.length)
      writer.raw(content.bytes())
    },
    clear() {
      length = 0
    },
    bytes() {
      return buffer.subarray(0, length)
    },
  }
  return writer
}
