import type { Address, Hex } from '@network3/core/hex'

/** What of a log its other columns do not say. */
export type EventBody = { topics: readonly Hex[]; data: Hex; amountWei: bigint | null }
/** Columns of the same row, which a body refers to instead of repeating them. */
export type BodyColumns = { operator: Address | null; account: Address | null; node: Address | null }

/*
 * A body is the log without what is known anyway: about 50 bytes for 300 of topics and data. It begins with a byte of
 * flags, then the amount if there is one, then every topic but the selector and every word of the data:
 *   0–32     so many bytes follow, zeros before them left out
 *   33–36    the operator, the account, the node, the amount of this row
 *   64 + n   n bytes follow (1–31) that are less than a word: the end of the data
 *   96 + n   n bytes follow (1–31), zeros after them left out
 * Nothing is lost: decodeBody gives back topics and data byte for byte, whatever they are.
 */
const TOPIC_COUNT = 0b0000_0111
const HAS_SELECTOR = 0b0000_1000
const HAS_AMOUNT = 0b0001_0000
const OPERATOR = 33
const AMOUNT = 36
const TAIL = 64
const LEFT_ALIGNED = 96
const WORD_DIGITS = 64

/** Writes into `target` at `at` and returns where it ended. `target` has room for 34 bytes a word and 40 more. */
export function encodeBody(
  body: EventBody,
  columns: BodyColumns,
  selector: Hex,
  target: Buffer,
  at: number,
): number {
  const { topics, data, amountWei } = body
  const hasSelector = selector !== '0x' && topics[0] === selector
  const amount = amountWei === null ? '' : amountWei.toString(16)
  target[at] = topics.length | (hasSelector ? HAS_SELECTOR : 0) | (amountWei === null ? 0 : HAS_AMOUNT)
  let end = at + 1
  if (amountWei !== null) end = writeNumber(target, end, amount)
  for (let index = hasSelector ? 1 : 0; index < topics.length; index++) {
    end = writeWord(target, end, (topics[index] ?? '0x').slice(2), amount, columns)
  }
  let place = 2
  for (; place + WORD_DIGITS <= data.length; place += WORD_DIGITS) {
    end = writeWord(target, end, data.substring(place, place + WORD_DIGITS), amount, columns)
  }
  if (place < data.length) {
    target[end++] = TAIL + (data.length - place) / 2
    end += target.write(data.substring(place), end, 'hex')
  }
  return end
}

/** The most bytes a body can take. */
export function bodyLimit({ topics, data }: { topics: readonly Hex[]; data: Hex }): number {
  return 40 + 34 * (topics.length + (data.length >> 6) + 1)
}

function writeWord(target: Buffer, at: number, digits: string, amount: string, columns: BodyColumns): number {
  let first = 0
  while (first < WORD_DIGITS && digits.charCodeAt(first) === 48) first++
  if (first >= 24 && first <= 30) {
    // Perhaps an address, with few zeros of its own at the start.
    const address = digits.substring(24)
    if (columns.operator !== null && isSame(columns.operator, address)) return mark(target, at, OPERATOR)
    if (columns.account !== null && isSame(columns.account, address)) return mark(target, at, OPERATOR + 1)
    if (columns.node !== null && isSame(columns.node, address)) return mark(target, at, OPERATOR + 2)
  }
  if (amount.length === WORD_DIGITS - first && amount.length > 2 && digits.endsWith(amount)) {
    return mark(target, at, AMOUNT)
  }
  if (first === 0) return writeFromLeft(target, at, digits)
  return writeNumber(target, at, digits.substring(first))
}

function isSame(address: Address, digits: string): boolean {
  return address.endsWith(digits) && digits.length === 40
}

function mark(target: Buffer, at: number, code: number): number {
  target[at] = code
  return at + 1
}

function writeNumber(target: Buffer, at: number, digits: string): number {
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  target[at] = even === '00' ? 0 : even.length / 2
  return even === '00' ? at + 1 : at + 1 + target.write(even, at + 1, 'hex')
}

function writeFromLeft(target: Buffer, at: number, digits: string): number {
  let last = WORD_DIGITS
  while (last > 0 && digits.charCodeAt(last - 1) === 48) last--
  const bytes = (last + 1) >> 1
  target[at] = bytes === 32 ? 32 : LEFT_ALIGNED + bytes
  return at + 1 + target.write(digits.substring(0, bytes * 2), at + 1, 'hex')
}

/** What encodeBody was given, byte for byte. */
export function decodeBody(body: Buffer, columns: BodyColumns, selector: Hex): EventBody {
  const flags = body[0] ?? 0
  let at = 1
  const take = (bytes: number): string => {
    at += bytes
    return body.toString('hex', at - bytes, at)
  }
  let amount = ''
  if ((flags & HAS_AMOUNT) !== 0) amount = take(body[at++] ?? 0)
  const words: string[] = []
  const addresses = [columns.operator, columns.account, columns.node]
  while (at < body.length) {
    const code = body[at++] ?? 0
    if (code <= 32) words.push(take(code).padStart(WORD_DIGITS, '0'))
    else if (code < AMOUNT)
      words.push((addresses[code - OPERATOR] ?? '0x').slice(2).padStart(WORD_DIGITS, '0'))
    else if (code === AMOUNT) words.push(amount.padStart(WORD_DIGITS, '0'))
    else if (code < LEFT_ALIGNED) words.push(take(code - TAIL))
    else words.push(take(code - LEFT_ALIGNED).padEnd(WORD_DIGITS, '0'))
  }
  const hasSelector = (flags & HAS_SELECTOR) !== 0
  const inTopics = (flags & TOPIC_COUNT) - (hasSelector ? 1 : 0)
  const topics = words.slice(0, inTopics).map((digits): Hex => `0x${digits}`)
  return {
    topics: hasSelector ? [selector, ...topics] : topics,
    data: `0x${words.slice(inTopics).join('')}`,
    amountWei: (flags & HAS_AMOUNT) === 0 ? null : BigInt(`0x${amount === '' ? '0' : amount}`),
  }
}
