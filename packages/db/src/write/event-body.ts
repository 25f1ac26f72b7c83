import type { Address, Hex } from '@network3/core/hex'
import { type PackedLog, packLog, WORD_BYTES } from '@network3/core/packed-log'

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
const WORD = WORD_BYTES
const ADDRESS_BYTES = 20
const ADDRESS_AT = WORD - ADDRESS_BYTES

/** A row's addresses as bytes, and after them its amount as a word. One row at a time. */
export type RowBytes = { bytes: Buffer; hasOperator: boolean; hasAccount: boolean; hasNode: boolean }

const AMOUNT_AT = 3 * ADDRESS_BYTES

export function createRowBytes(): RowBytes {
  return { bytes: Buffer.alloc(AMOUNT_AT + WORD), hasOperator: false, hasAccount: false, hasNode: false }
}

/** Puts the addresses of a row's columns where encodeBody compares with them. Throws TypeError for what is none. */
export function writeAddresses(row: RowBytes, { operator, account, node }: BodyColumns): void {
  row.hasOperator = putAddress(row.bytes, operator, 0)
  row.hasAccount = putAddress(row.bytes, account, ADDRESS_BYTES)
  row.hasNode = putAddress(row.bytes, node, 2 * ADDRESS_BYTES)
}

function putAddress(bytes: Buffer, address: Address | null, at: number): boolean {
  if (address === null) return false
  if (bytes.write(address.substring(2), at, 'hex') !== ADDRESS_BYTES)
    throw new TypeError(`Not an address: ${address}`)
  return true
}

/** The most bytes a body can take. */
export function bodyLimit({ at, end }: PackedLog): number {
  return 40 + 34 * (((end - at) >> 5) + 1)
}

/**
 * Writes into `target` at `start`, which has room for bodyLimit bytes, and returns where it ended. `row` has the
 * addresses of the row's columns.
 */
export function encodeBody(
  { packed: log, amountWei }: { packed: PackedLog; amountWei: bigint | null },
  row: RowBytes,
  selector: Hex,
  target: Uint8Array,
  start: number,
): number {
  const { bytes, end, topicCount } = log
  const known = row.bytes
  const hasSelector = topicCount > 0 && isSelector(log, selector)
  target[start] = topicCount | (hasSelector ? HAS_SELECTOR : 0) | (amountWei === null ? 0 : HAS_AMOUNT)
  let to = start + 1
  if (amountWei !== null) {
    writeAmount(known, amountWei)
    to = writeNumber(target, to, known, AMOUNT_AT)
  }
  let place = log.at + (hasSelector ? WORD : 0)
  for (; place + WORD <= end; place += WORD) {
    if (bytes[place] !== 0) to = writeFromLeft(target, to, bytes, place)
    else if (row.hasOperator && isAddress(bytes, place, known, 0)) target[to++] = OPERATOR
    else if (row.hasAccount && isAddress(bytes, place, known, ADDRESS_BYTES)) target[to++] = OPERATOR + 1
    else if (row.hasNode && isAddress(bytes, place, known, 2 * ADDRESS_BYTES)) target[to++] = OPERATOR + 2
    else if (amountWei !== null && isSameWord(bytes, place, known, AMOUNT_AT)) target[to++] = AMOUNT
    else to = writeNumber(target, to, bytes, place)
  }
  if (place < end) {
    target[to++] = TAIL + (end - place)
    while (place < end) target[to++] = bytes[place++] ?? 0
  }
  return to
}

const selectors = new Map<Hex, Buffer>()

function isSelector({ bytes, at }: PackedLog, selector: Hex): boolean {
  if (selector === '0x') return false
  let known = selectors.get(selector)
  if (known === undefined) {
    known = packLog({ topics: [selector], data: '0x' }).bytes
    selectors.set(selector, known)
  }
  return isSameWord(bytes, at, known, 0)
}

/** An amount as a word; one that fits 64 bits, as most do, without going through text. */
function writeAmount(row: Buffer, amountWei: bigint): void {
  row.fill(0, AMOUNT_AT, AMOUNT_AT + WORD)
  if (amountWei >> 64n === 0n) row.writeBigUInt64BE(amountWei, AMOUNT_AT + 24)
  else row.write(amountWei.toString(16).padStart(WORD * 2, '0'), AMOUNT_AT, 'hex')
}

function isAddress(bytes: Buffer, word: number, row: Buffer, address: number): boolean {
  // Compared from the end, where addresses differ, to the start, where they do not.
  for (let index = ADDRESS_BYTES - 1; index >= 0; index--) {
    if (bytes[word + ADDRESS_AT + index] !== row[address + index]) return false
  }
  for (let index = 1; index < ADDRESS_AT; index++) if (bytes[word + index] !== 0) return false
  return true
}

function isSameWord(left: Buffer, leftAt: number, right: Buffer, rightAt: number): boolean {
  for (let index = WORD - 1; index >= 0; index--) {
    if (left[leftAt + index] !== right[rightAt + index]) return false
  }
  return true
}

/** A word's bytes from the first that is not zero. */
function writeNumber(target: Uint8Array, at: number, bytes: Buffer, word: number): number {
  let first = 0
  while (first < WORD && bytes[word + first] === 0) first++
  target[at] = WORD - first
  let end = at + 1
  for (let index = first; index < WORD; index++) target[end++] = bytes[word + index] ?? 0
  return end
}

/** A word's bytes up to the last that is not zero; its first is none. */
function writeFromLeft(target: Uint8Array, at: number, bytes: Buffer, word: number): number {
  let length = WORD
  while (bytes[word + length - 1] === 0) length--
  target[at] = length === WORD ? WORD : LEFT_ALIGNED + length
  let end = at + 1
  for (let index = 0; index < length; index++) target[end++] = bytes[word + index] ?? 0
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
