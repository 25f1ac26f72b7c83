import { createAddressCache } from '@network3/chain/decode/address-cache'
import type { Hex } from '@network3/core/hex'
import { viewOf, WORD_BYTES } from '@network3/core/packed-log'
import type { RpcLog } from './rpc-log.ts'

const QUOTE = 34
const COMMA = 44
const COLON = 58
const ZERO = 48
const X = 120
const OPEN_LIST = 91
const CLOSE_LIST = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125
const ADDRESS_BYTES = 20
const MOST_TOPICS = 4
/** 13 digits are 52 bits: no number of these is rounded. */
const MOST_DIGITS = 13
const NOT_A_DIGIT = 0xff

/** A byte's value as a hex digit in lower case. */
const DIGITS = new Uint8Array(256).fill(NOT_A_DIGIT)
for (let digit = 0; digit < 16; digit++) DIGITS[digit.toString(16).charCodeAt(0)] = digit

const ADDRESS = 0
const DATA = 1
const NUMBER = 2
const HASH = 3
const TIME = 4
const TX_HASH = 5
const TX_INDEX = 6
const LOG_INDEX = 7
const REMOVED = 8
const TOPICS = 9
/** By the numbers above. The three that tell of the block follow on each other. */
const NAMES = [
  ...['address', 'data', 'blockNumber', 'blockHash', 'blockTimestamp', 'transactionHash', 'transactionIndex'],
  ...['logIndex', 'removed', 'topics'],
].map((name) => Buffer.from(name, 'latin1'))
const TELLS_OF_BLOCK = 3
/** What a log must have; a block's time is not given by every node, nor whether a log was removed. */
const NEEDED = [ADDRESS, DATA, NUMBER, HASH, TX_HASH, TX_INDEX, LOG_INDEX, TOPICS].reduce(
  (set, name) => set | (1 << name),
  0,
)
/** Digits of what has always as many. */
const LENGTHS = NAMES.map((_, name) => {
  if (name === ADDRESS) return ADDRESS_BYTES * 2
  return name === HASH || name === TX_HASH ? WORD_BYTES * 2 : 0
})
const FALSE = Buffer.from('false', 'latin1')

const addressAt = createAddressCache()

/** Something that is not as nodes write it: the answer is read in the way that takes anything, and says what is wrong. */
const UNUSUAL = Symbol('unusual')

/**
 * Reads a list of logs out of an answer's bytes, beginning at its bracket, as readLogs would read it parsed: a quarter
 * of the work, for no text is made of what becomes bytes again. Only what every node writes is understood: known
 * fields, hex in lower case, no escapes. Undefined for anything else. Gives where the list ended.
 */
export function scanLogs(source: Buffer, from: number): { logs: RpcLog[]; end: number } | undefined {
  try {
    return scan(source, from)
  } catch (error) {
    if (error === UNUSUAL) return undefined
    throw error
  }
}

function scan(source: Buffer, from: number): { logs: RpcLog[]; end: number } {
  // Two digits are one byte, so this is more than enough for all of them.
  const bytes = Buffer.allocUnsafeSlow(((source.length - from) >> 1) + WORD_BYTES)
  const view = viewOf(bytes)
  const starts = new Int32Array(NAMES.length)
  const ends = new Int32Array(NAMES.length)
  const topicStarts = new Int32Array(MOST_TOPICS)
  let topicCount = 0
  let at = from
  let filled = 0

  const skipSpace = (): number => {
    let byte = source[at]
    while (byte === 32 || byte === 10 || byte === 13 || byte === 9) byte = source[++at]
    return byte ?? -1
  }
  const expect = (byte: number): void => {
    if (skipSpace() !== byte) throw UNUSUAL
    at++
  }
  /** The end of hex of so many digits; of any number where that is 0. `at` is the first of them then. */
  const endOfHex = (digits: number): number => {
    expect(QUOTE)
    if (source[at] !== ZERO || source[at + 1] !== X) throw UNUSUAL
    at += 2
    const end = digits === 0 ? source.indexOf(QUOTE, at) : at + digits
    if (end === -1 || source[end] !== QUOTE) throw UNUSUAL
    return end
  }
  const isName = (known: Buffer): boolean => {
    for (let index = 0; index < known.length; index++) {
      if (known[index] !== source[at + index]) return false
    }
    return source[at + known.length] === QUOTE
  }
  /** A node writes the fields of every log in the same order: what stood in this place before is looked for first. */
  const order = new Uint8Array(NAMES.length)
  const fieldName = (place: number): number => {
    expect(QUOTE)
    let name = order[place] ?? 0
    let known = NAMES[name]
    if (known === undefined || !isName(known)) {
      name = NAMES.findIndex(isName)
      known = NAMES[name]
      if (known === undefined) throw UNUSUAL
      order[place] = name
    }
    at += known.length + 1
    return name
  }
  const topics = (): void => {
    expect(OPEN_LIST)
    topicCount = 0
    if (skipSpace() === CLOSE_LIST) {
      at++
      return
    }
    for (;;) {
      const end = endOfHex(WORD_BYTES * 2)
      if (topicCount === MOST_TOPICS) throw UNUSUAL
      topicStarts[topicCount++] = at
      at = end + 1
      if (skipSpace() === CLOSE_LIST) break
      expect(COMMA)
    }
    at++
  }
  /** Writes digits as bytes after those that are there. */
  const unpack = (start: number, end: number): void => {
    if (((end - start) & 1) === 1) throw UNUSUAL
    for (let place = start; place < end; place += 2) {
      const high = DIGITS[source[place] ?? 0] ?? NOT_A_DIGIT
      const low = DIGITS[source[place + 1] ?? 0] ?? NOT_A_DIGIT
      if ((high | low) > 15) throw UNUSUAL
      bytes[filled++] = (high << 4) | low
    }
  }
  const quantity = (name: number): number => {
    const start = starts[name] ?? 0
    const end = ends[name] ?? 0
    if (end === start || end - start > MOST_DIGITS) throw UNUSUAL
    let value = 0
    for (let place = start; place < end; place++) {
      const digit = DIGITS[source[place] ?? 0] ?? NOT_A_DIGIT
      if (digit > 15) throw UNUSUAL
      value = value * 16 + digit
    }
    return value
  }
  /** A hash as text; its digits are checked, and what that leaves behind is written over. */
  const hash = (name: number): Hex => {
    const start = starts[name] ?? 0
    const end = ends[name] ?? 0
    const before = filled
    unpack(start, end)
    filled = before
    return source.toString('latin1', start - 2, end) as Hex
  }
  const isSameText = (start: number, end: number, other: number): boolean => {
    for (let place = end - 1; place >= start; place--) {
      if (source[place] !== source[other + place - start]) return false
    }
    return true
  }

  /** The block of the log before, and where its number, hash and time stood. */
  let block: { blockNumber: bigint; blockHash: Hex; blockTimestamp: number | undefined } | undefined
  const blockAt = new Int32Array(2 * TELLS_OF_BLOCK)
  const isSameBlock = (): boolean => {
    for (let index = 0; index < TELLS_OF_BLOCK; index++) {
      const name = NUMBER + index
      const start = starts[name] ?? 0
      const end = ends[name] ?? 0
      if (end - start !== blockAt[index + TELLS_OF_BLOCK] || !isSameText(start, end, blockAt[index] ?? 0))
        return false
    }
    return true
  }
  const readBlock = (hasTime: boolean) => {
    if (!hasTime) starts[TIME] = ends[TIME] = 0
    if (block !== undefined && isSameBlock()) return block
    for (let index = 0; index < TELLS_OF_BLOCK; index++) {
      const start = starts[NUMBER + index] ?? 0
      blockAt[index] = start
      blockAt[index + TELLS_OF_BLOCK] = (ends[NUMBER + index] ?? 0) - start
    }
    block = {
      blockNumber: BigInt(quantity(NUMBER)),
      blockHash: hash(HASH),
      blockTimestamp: hasTime ? quantity(TIME) : undefined,
    }
    return block
  }

  const readFields = (): number => {
    let found = 0
    expect(OPEN_OBJECT)
    for (let place = 0; ; place++) {
      const name = fieldName(place)
      if ((found & (1 << name)) !== 0) throw UNUSUAL
      found |= 1 << name
      expect(COLON)
      if (name === TOPICS) topics()
      else if (name === REMOVED) {
        skipSpace()
        for (const byte of FALSE) if (source[at++] !== byte) throw UNUSUAL
      } else {
        const end = endOfHex(LENGTHS[name] ?? 0)
        starts[name] = at
        ends[name] = end
        at = end + 1
      }
      if (skipSpace() === CLOSE_OBJECT) break
      expect(COMMA)
    }
    at++
    return found
  }

  const readLog = (): RpcLog => {
    const found = readFields()
    if ((found & NEEDED) !== NEEDED) throw UNUSUAL
    const { blockNumber, blockHash, blockTimestamp } = readBlock((found & (1 << TIME)) !== 0)
    unpack(starts[ADDRESS] ?? 0, ends[ADDRESS] ?? 0)
    filled -= ADDRESS_BYTES
    const address = addressAt(view, filled)
    const transactionHash = hash(TX_HASH)
    const start = filled
    for (let index = 0; index < topicCount; index++) {
      const topicAt = topicStarts[index] ?? 0
      unpack(topicAt, topicAt + WORD_BYTES * 2)
    }
    unpack(starts[DATA] ?? 0, ends[DATA] ?? 0)
    return {
      address,
      packed: { bytes, view, at: start, end: filled, topicCount },
      blockNumber,
      blockHash,
      logIndex: quantity(LOG_INDEX),
      transactionHash,
      transactionIndex: quantity(TX_INDEX),
      blockTimestamp,
    }
  }

  const logs: RpcLog[] = []
  expect(OPEN_LIST)
  if (skipSpace() === CLOSE_LIST) return { logs, end: at + 1 }
  for (;;) {
    logs.push(readLog())
    if (skipSpace() === CLOSE_LIST) return { logs, end: at + 1 }
    expect(COMMA)
  }
}
