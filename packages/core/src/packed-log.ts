import { AppError } from './app-error.ts'
import type { Hex } from './hex.ts'

/**
 * Topics and data of a log as bytes, one after the other: a fifth of the room their text takes, and what decoding and
 * storing read from. `view` is of the same bytes as `bytes`, which many logs share; this log's are from `at` to `end`.
 */
export type PackedLog = { bytes: Buffer; view: DataView; at: number; end: number; topicCount: number }

/** A topic's length. */
export const WORD_BYTES = 32

/** Packs a log that is given as text. Throws LOG_UNDECODABLE where a topic is no word or a digit no hex. */
export function packLog({ topics, data }: { topics: readonly Hex[]; data: Hex }): PackedLog {
  const end = packedLength(topics.length, data)
  const bytes = Buffer.allocUnsafe(end)
  writeLog(bytes, 0, topics, data)
  return { bytes, view: viewOf(bytes), at: 0, end, topicCount: topics.length }
}

/** Bytes that topics and data take. */
export function packedLength(topicCount: number, data: Hex): number {
  return topicCount * WORD_BYTES + ((data.length - 2) >> 1)
}

/** Writes topics and data at `at`. Throws as packLog. */
export function writeLog(target: Buffer, at: number, topics: readonly Hex[], data: Hex): void {
  let end = at
  for (const topic of topics) {
    if (topic.length !== 2 + WORD_BYTES * 2 || target.write(topic.substring(2), end, 'hex') !== WORD_BYTES)
      throw new AppError('LOG_UNDECODABLE', 'A log cannot be decoded: a topic is not a word.')
    end += WORD_BYTES
  }
  if (target.write(data.substring(2), end, 'hex') * 2 !== data.length - 2)
    throw new AppError('LOG_UNDECODABLE', 'A log cannot be decoded: its data is not hex.')
}

export function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** The topics as text. */
export function topicsOf({ bytes, at, topicCount }: PackedLog): Hex[] {
  return Array.from({ length: topicCount }, (_, index): Hex => {
    const from = at + index * WORD_BYTES
    return `0x${bytes.toString('hex', from, from + WORD_BYTES)}`
  })
}

/** The data as text. */
export function dataOf({ bytes, at, end, topicCount }: PackedLog): Hex {
  return `0x${bytes.toString('hex', at + topicCount * WORD_BYTES, end)}`
}

/** Topics and data, without a copy. */
export function bytesOf({ bytes, at, end }: PackedLog): Buffer {
  return bytes.subarray(at, end)
}
