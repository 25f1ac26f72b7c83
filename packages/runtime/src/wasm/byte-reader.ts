import { AppError } from '@network3/core/app-error'

/** Reads WebAssembly's encodings strictly; every overrun and overlong number is RUNTIME_MODULE_MALFORMED. */
export type ByteReader = {
  readonly bytes: Uint8Array
  position: number
  readonly end: number
  byte(): number
  u32(): number
  skipLeb(maxBytes: number): void
  take(length: number): Uint8Array
  text(): string
  sub(length: number): ByteReader
}

export function malformed(detail: string): never {
  throw new AppError('RUNTIME_MODULE_MALFORMED', detail)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

export function createByteReader(bytes: Uint8Array, start = 0, end = bytes.length): ByteReader {
  const reader: ByteReader = {
    bytes,
    position: start,
    end,
    byte() {
      if (reader.position >= end) malformed(`ends in the middle of something, at byte ${end}`)
      return bytes[reader.position++] ?? 0
    },
    u32() {
      const first = reader.byte()
      if (first < 0x80) return first
      let value = first & 0x7f
      for (let shift = 7; shift < 35; shift += 7) {
        const next = reader.byte()
        if (shift === 28 && next > 0x0f) break
        value += (next & 0x7f) * 2 ** shift
        if (next < 0x80) return value
      }
      return malformed(`number too long, at byte ${reader.position}`)
    },
    skipLeb(maxBytes) {
      for (let count = 0; count < maxBytes; count++) if (reader.byte() < 0x80) return
      malformed(`number too long, at byte ${reader.position}`)
    },
    take(length) {
      if (length > end - reader.position) malformed(`ends in the middle of something, at byte ${end}`)
      reader.position += length
      return bytes.subarray(reader.position - length, reader.position)
    },
    text() {
      try {
        return utf8.decode(reader.take(reader.u32()))
      } catch (error) {
        throw new AppError('RUNTIME_MODULE_MALFORMED', 'a name is not UTF-8', { cause: error })
      }
    },
    sub(length) {
      const from = reader.position
      reader.take(length)
      return createByteReader(bytes, from, from + length)
    },
  }
  return reader
}
