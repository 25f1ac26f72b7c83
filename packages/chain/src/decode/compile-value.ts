import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { type PackedLog, WORD_BYTES } from '@network3/core/packed-log'
import { type AbiParameter, hexToString } from 'viem'
import { createAddressCache, hexOf } from './address-cache.ts'

/**
 * Reads one value out of a packed log. `at` is the place of its head, `base` is where the offsets of dynamic values
 * count from, both places in the bytes the log is in.
 */
export type ReadValue = (log: PackedLog, at: number, base: number) => unknown

const WORD = WORD_BYTES

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
  if (type === 'bytes') return (log, at, base) => `0x${readTail(log, at, base)}`
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
  return (log, at, base) => {
    const struct: Record<string, unknown> = {}
    for (const { name, read, at: offset } of fields) struct[name] = read(log, at + offset, base)
    return struct
  }
}

function compileInteger(bits: number, isUnsigned: boolean): ReadValue {
  const padding = WORD - bits / 8
  if (isUnsigned && bits <= LARGEST_NUMBER_BITS) {
    return (log, at) => {
      checkPadding(log, at, padding)
      return log.view.getUint16(at + 26) * 0x1_0000_0000 + log.view.getUint32(at + 28)
    }
  }
  if (isUnsigned) {
    return (log, at) => {
      checkPadding(log, at, padding)
      return readUint(log.view, at)
    }
  }
  return (log, at) => {
    checkPadding(log, at, 0)
    const value = BigInt.asIntN(256, readUint(log.view, at))
    if (value !== BigInt.asIntN(bits, value)) throw undecodable(`an int${bits} is out of range`)
    return bits <= LARGEST_NUMBER_BITS ? Number(value) : value
  }
}

/** A word as a number. Amounts have no more than 128 bits nearly always, and then no wide sum is made. */
function readUint(bytes: DataView, at: number): bigint {
  const low = bytes.getBigUint64(at + 24)
  const isLong = !isZero(bytes, at, 16)
  if (!isLong && bytes.getUint32(at + 16) === 0 && bytes.getUint32(at + 20) === 0) return low
  const lower = (bytes.getBigUint64(at + 16) << 64n) | low
  if (!isLong) return lower
  return (((bytes.getBigUint64(at) << 64n) | bytes.getBigUint64(at + 8)) << 128n) | lower
}

const addressAt = createAddressCache()

function readAddress(log: PackedLog, at: number): Hex {
  checkPadding(log, at, 12)
  return addressAt(log.view, at + 12)
}

function readBool(log: PackedLog, at: number): boolean {
  checkPadding(log, at, WORD - 1)
  const last = log.view.getUint8(at + WORD - 1)
  if (last > 1) throw undecodable('a bool is not 0 or 1')
  return last === 1
}

function compileFixedBytes(size: number): ReadValue {
  return (log, at) => {
    checkPadding(log, at, 0)
    return `0x${hexOf(log.view, at, size)}`
  }
}

function readString(log: PackedLog, at: number, base: number): string {
  return hexToString(`0x${readTail(log, at, base)}`)
}

function compileArray(itemType: string, fixedLength: string): ReadValue {
  if (isDynamic(itemType) || fixedLength !== '') {
    throw new AppError('ABI_DRIFT', `Events with an array of ${itemType} of this form are not decoded.`)
  }
  const readItem = compileValue({ type: itemType })
  return (log, at, base) => {
    const start = base + readOffset(log, at)
    const length = readOffset(log, start)
    if (start + WORD * (length + 1) > log.end) throw undecodable('an array is longer than its data')
    return Array.from({ length }, (_, index) => readItem(log, start + WORD * (index + 1), base))
  }
}

/** The bytes of a dynamic value as hex digits. */
function readTail(log: PackedLog, at: number, base: number): string {
  const start = base + readOffset(log, at)
  const end = start + WORD + readOffset(log, start)
  if (end > log.end) throw undecodable('a dynamic value is longer than its data')
  return hexOf(log.view, start + WORD, end - start - WORD)
}

/** A word that counts bytes or items: more than 2^32 of them cannot be. */
function readOffset(log: PackedLog, at: number): number {
  checkPadding(log, at, WORD - 4)
  return log.view.getUint32(at + WORD - 4)
}

/** The word at `at` must be there, and begin with so many bytes of zero. */
function checkPadding({ view, end }: PackedLog, at: number, padding: number): void {
  if (end < at + WORD) throw undecodable('the data is too short')
  if (!isZero(view, at, padding)) throw undecodable('a value does not fit its type')
}

function isZero(bytes: DataView, from: number, count: number): boolean {
  const end = from + count
  let at = from
  for (; at + 4 <= end; at += 4) if (bytes.getUint32(at) !== 0) return false
  for (; at < end; at++) if (bytes.getUint8(at) !== 0) return false
  return true
}

export function undecodable(why: string): AppError {
  return new AppError('LOG_UNDECODABLE', `A log cannot be decoded: ${why}.`)
}
