import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { type AbiParameter, hexToString } from 'viem'

/**
 * Reads one value out of ABI-encoded hex digits. `at` is the place of its head in hex digits; `base` is where
 * the offsets of dynamic values count from. Both are digits, not bytes: 64 make a word.
 */
export type ReadValue = (digits: string, at: number, base: number) => unknown

export const WORD = 64

/** viem gives integers of up to 48 bits as number and wider ones as bigint; so do these. */
const LARGEST_NUMBER_BITS = 48

/**
 * The reader of a Solidity type, chosen once so that decoding has no branches on type names left.
 * Values that do not fit their type (dirty padding, lengths past the end) throw LOG_UNDECODABLE.
 * Source: Solidity ABI specification, "Formal Specification of the Encoding". Of structs, our events have only
 * those of fixed size; they come out as objects.
 */
export function compileValue(parameter: AbiParameter): ReadValue {
  const { type } = parameter
  const array = /^(.*)\[(\d*)\]$/.exec(type)
  if (array !== null) return compileArray(array[1] ?? '', array[2] ?? '')
  if (type === 'tuple') return compileStruct(componentsOf(parameter))
  if (type === 'address') return readAddress
  if (type === 'bool') return readBool
  if (type === 'bytes') return (digits, at, base) => `0x${readTail(digits, at, base)}`
  if (type === 'string') return readString
  const fixedBytes = /^bytes(\d+)$/.exec(type)
  if (fixedBytes !== null) return compileFixedBytes(Number(fixedBytes[1]))
  const integer = /^(u?)int(\d+)$/.exec(type)
  if (integer !== null) return compileInteger(Number(integer[2]), integer[1] === 'u')
  throw new AppError('ABI_DRIFT', `Events with a parameter of type ${type} are not decoded.`)
}

/** True when the type's head is an offset to its tail. */
export function isDynamic(type: string): boolean {
  if (type === 'bytes' || type === 'string' || type.endsWith('[]')) return true
  const fixedArray = /^(.*)\[\d+\]$/.exec(type)
  return fixedArray !== null && isDynamic(fixedArray[1] ?? '')
}

/** Words a value takes in the head: one, but for structs of fixed size, which lie there whole. */
export function headWords(parameter: AbiParameter): number {
  if (parameter.type !== 'tuple') return 1
  return componentsOf(parameter).reduce((sum, component) => sum + headWords(component), 0)
}

function componentsOf(parameter: AbiParameter): readonly AbiParameter[] {
  return 'components' in parameter ? parameter.components : []
}

function compileStruct(components: readonly AbiParameter[]): ReadValue {
  const fields: { name: string; read: ReadValue; at: number }[] = []
  let words = 0
  for (const component of components) {
    if (isDynamic(component.type) || component.name === undefined) {
      throw new AppError('ABI_DRIFT', 'Events with a struct of this form are not decoded.')
    }
    fields.push({ name: component.name, read: compileValue(component), at: words * WORD })
    words += headWords(component)
  }
  return (digits, at, base) => {
    const struct: Record<string, unknown> = {}
    for (const { name, read, at: offset } of fields) struct[name] = read(digits, at + offset, base)
    return struct
  }
}

function compileInteger(bits: number, isUnsigned: boolean): ReadValue {
  const digitCount = bits / 4
  if (isUnsigned && bits <= LARGEST_NUMBER_BITS) {
    return (digits, at) => {
      checkPadding(digits, at, WORD - digitCount)
      return Number.parseInt(digits.substring(at + WORD - digitCount, at + WORD), 16)
    }
  }
  if (isUnsigned) {
    return (digits, at) => {
      checkPadding(digits, at, WORD - digitCount)
      return BigInt(`0x${digits.substring(at + WORD - digitCount, at + WORD)}`)
    }
  }
  return (digits, at) => {
    const value = BigInt.asIntN(256, BigInt(`0x${wordAt(digits, at)}`))
    if (value !== BigInt.asIntN(bits, value)) throw undecodable(`an int${bits} is out of range`)
    return bits <= LARGEST_NUMBER_BITS ? Number(value) : value
  }
}

function readAddress(digits: string, at: number): Hex {
  checkPadding(digits, at, 24)
  return `0x${digits.substring(at + 24, at + WORD)}`
}

function readBool(digits: string, at: number): boolean {
  const word = wordAt(digits, at)
  const last = word.charCodeAt(WORD - 1) - 48
  if ((last !== 0 && last !== 1) || !ZEROS.startsWith(word.slice(0, -1)))
    throw undecodable('a bool is not 0 or 1')
  return last === 1
}

function compileFixedBytes(size: number): ReadValue {
  const end = size * 2
  return (digits, at) => `0x${wordAt(digits, at).slice(0, end)}`
}

function readString(digits: string, at: number, base: number): string {
  return hexToString(`0x${readTail(digits, at, base)}`)
}

function compileArray(itemType: string, fixedLength: string): ReadValue {
  if (isDynamic(itemType) || fixedLength !== '') {
    throw new AppError('ABI_DRIFT', `Events with an array of ${itemType} of this form are not decoded.`)
  }
  const readItem = compileValue({ type: itemType })
  return (digits, at, base) => {
    const start = base + readOffset(digits, at) * 2
    const length = readOffset(digits, start)
    if (start + WORD * (length + 1) > digits.length) throw undecodable('an array is longer than its data')
    return Array.from({ length }, (_, index) => readItem(digits, start + WORD * (index + 1), base))
  }
}

/** The bytes of a dynamic value as hex digits. */
function readTail(digits: string, at: number, base: number): string {
  const start = base + readOffset(digits, at) * 2
  const end = start + WORD + readOffset(digits, start) * 2
  if (end > digits.length) throw undecodable('a dynamic value is longer than its data')
  return digits.substring(start + WORD, end)
}

/** A word that counts bytes or items: more than 2^32 of them cannot be. */
function readOffset(digits: string, at: number): number {
  checkPadding(digits, at, WORD - 8)
  return Number.parseInt(digits.substring(at + WORD - 8, at + WORD), 16)
}

const ZEROS = '0'.repeat(WORD)

function checkPadding(digits: string, at: number, length: number): void {
  if (digits.length < at + WORD) throw undecodable('the data is too short')
  if (length > 0 && !ZEROS.startsWith(digits.substring(at, at + length))) {
    throw undecodable('a value does not fit its type')
  }
}

function wordAt(digits: string, at: number): string {
  if (digits.length < at + WORD) throw undecodable('the data is too short')
  return digits.substring(at, at + WORD)
}

export function undecodable(why: string): AppError {
  return new AppError('LOG_UNDECODABLE', `A log cannot be decoded: ${why}.`)
}
