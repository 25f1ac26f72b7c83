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
const WORD = 32
const ADDRESS_AT = 12

/** Where a log's words are unpacked before they are written: topics, data, then the columns. One log at a time. */
let scratch = Buffer.alloc(16 * 1024)

/** The most bytes a body can take. */
export function bodyLimit({ topics, data }: { topics: readonly Hex[]; data: Hex }): number {
  return 40 + 34 * (topics.length + (data.length >> 6) + 1)
}

/** Writes into `target` at `at`, which has room for bodyLimit bytes, and returns where it ended. */
export function encodeBody(
  body: EventBody,
  columns: BodyColumns,
  selector: Hex,
  target: Uint8Array,
  at: number,
): number {
  const { topics, data, amountWei } = body
  const hasSelector = selector !== '0x' && topics[0] === selector
  const needed = WORD * (topics.length + 1) + data.length
  if (scratch.length < needed + 4 * WORD) scratch = Buffer.alloc(needed * 2 + 4 * WORD)
  let digits = data.substring(2)
  for (let index = topics.length - 1; index >= (hasSelector ? 1 : 0); index--) {
    digits = (topics[index] ?? '0x').substring(2) + digits
  }
  const bytes = scratch
  const length = bytes.write(digits, 0, 'hex')
  if (length !== digits.length / 2) throw new TypeError('A log is not hex.')

  target[at] = topics.length | (hasSelector ? HAS_SELECTOR : 0) | (amountWei === null ? 0 : HAS_AMOUNT)
  let end = at + 1
  let amountAt = -1
  if (amountWei !== null) {
    amountAt = length
    writeAmount(amountAt, amountWei)
    end = writeNumber(target, end, amountAt)
  }
  const operatorAt = length + WORD
  const hasOperator = putAddress(columns.operator, operatorAt)
  const hasAccount = putAddress(columns.account, operatorAt + 20)
  const hasNode = putAddress(columns.node, operatorAt + 40)

  let place = 0
  for (; place + WORD <= length; place += WORD) {
    if (bytes[place] !== 0) end = writeFromLeft(target, end, place)
    else if (hasOperator && isAddress(place, operatorAt)) target[end++] = OPERATOR
    else if (hasAccount && isAddress(place, operatorAt + 20)) target[end++] = OPERATOR + 1
    else if (hasNode && isAddress(place, operatorAt + 40)) target[end++] = OPERATOR + 2
    else if (amountAt !== -1 && isSameWord(place, amountAt)) target[end++] = AMOUNT
    else end = writeNumber(target, end, place)
  }
  if (place < length) {
    target[end++] = TAIL + (length - place)
    while (place < length) target[end++] = bytes[place++] ?? 0
  }
  return end
}

function putAddress(address: Address | null, at: number): boolean {
  if (address === null) return false
  if (scratch.write(address.substring(2), at, 'hex') !== 20) throw new TypeError(`Not an address: ${address}`)
  return true
}

/** An amount as a word; one that fits 64 bits, as most do, without going through text. */
function writeAmount(at: number, amountWei: bigint): void {
  scratch.fill(0, at, at + WORD)
  if (amountWei >> 64n === 0n) scratch.writeBigUInt64BE(amountWei, at + 24)
  else scratch.write(amountWei.toString(16).padStart(WORD * 2, '0'), at, 'hex')
}

function isAddress(word: number, address: number): boolean {
  // Compared from the end, where addresses differ, to the start, where they do not.
  for (let index = 19; index >= 0; index--) {
    if (scratch[word + ADDRESS_AT + index] !== scratch[address + index]) return false
  }
  for (let index = 1; index < ADDRESS_AT; index++) if (scratch[word + index] !== 0) return false
  return true
}

function isSameWord(left: number, right: number): boolean {
  for (let index = WORD - 1; index >= 0; index--) {
    if (scratch[left + index] !== scratch[right + index]) return false
  }
  return true
}

/** A word's bytes from the first that is not zero. */
function writeNumber(target: Uint8Array, at: number, word: number): number {
  let first = 0
  while (first < WORD && scratch[word + first] === 0) first++
  target[at] = WORD - first
  let end = at + 1
  for (let index = first; index < WORD; index++) target[end++] = scratch[word + index] ?? 0
  return end
}

/** A word's bytes up to the last that is not zero; its first is none. */
function writeFromLeft(target: Uint8Array, at: number, word: number): number {
  let length = WORD
  while (scratch[word + length - 1] === 0) length--
  target[at] = length === WORD ? WORD : LEFT_ALIGNED + length
  let end = at + 1
  for (let index = 0; index < length; index++) target[end++] = scratch[word + index] ?? 0
  return end
}

/** What encodeBody was given, byte for byte. */
export function decodeBody(body: Buffer, columns: BodyColumns, selector: Hex): EventBody {
  const flags = body[0] ?? 0
  let at = 1
  const take = (bytes: number): string => {
    at += bytes
    return body.toString('hex', at - bytes, at)
  }
  const padded = (digits: string) => digits.padStart(WORD * 2, '0')
  let amount = ''
  if ((flags & HAS_AMOUNT) !== 0) amount = take(body[at++] ?? 0)
  const words: string[] = []
  const addresses = [columns.operator, columns.account, columns.node]
  while (at < body.length) {
    const code = body[at++] ?? 0
    if (code <= WORD) words.push(padded(take(code)))
    else if (code < AMOUNT) words.push(padded((addresses[code - OPERATOR] ?? '0x').slice(2)))
    else if (code === AMOUNT) words.push(padded(amount))
    else if (code < LEFT_ALIGNED) words.push(take(code - TAIL))
    else words.push(take(code - LEFT_ALIGNED).padEnd(WORD * 2, '0'))
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
