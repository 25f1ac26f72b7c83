import { AppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import { type PackedLog, packedLength, viewOf, writeLog } from '@network3/core/packed-log'
import { isScanned } from './parse-answer.ts'

/** A log of a mined block, with its numbers read. */
export type RpcLog = {
  address: Address
  /** Topics and data. */
  packed: PackedLog
  blockNumber: bigint
  blockHash: Hex
  logIndex: number
  transactionHash: Hex
  transactionIndex: number
  /** Seconds, where the node gives it with the log. */
  blockTimestamp: number | undefined
}

const HEX = /^0x[0-9a-f]*$/

/**
 * Reads eth_getLogs' answer. By hand instead of zod: the checks are the same, and a head block of thousands of logs is
 * read sooner. Throws RPC_ANSWER_INVALID (retryable).
 */
export function readLogs(value: unknown): RpcLog[] {
  if (isScanned(value)) return value
  if (!Array.isArray(value)) throw invalid('not a list')
  const block = createBlockReader()
  const pack = createPacker(value)
  return value.map((log) => readLog(log, block, pack))
}

type Packer = (topics: readonly Hex[], data: Hex) => PackedLog

/** One buffer for the bytes of all logs of an answer. */
function createPacker(logs: readonly unknown[]): Packer {
  const sizes = logs.map((log) => {
    const { topics, data } = (log ?? {}) as { topics?: unknown; data?: unknown }
    return Array.isArray(topics) && typeof data === 'string'
      ? Math.max(0, packedLength(topics.length, data as Hex))
      : 0
  })
  const bytes = Buffer.allocUnsafeSlow(sizes.reduce((sum, size) => sum + size, 0))
  const view = viewOf(bytes)
  let at = 0
  return (topics, data) => {
    writeLog(bytes, at, topics, data)
    const packed = { bytes, view, at, end: at + packedLength(topics.length, data), topicCount: topics.length }
    at = packed.end
    return packed
  }
}

type BlockReader = (
  log: Record<string, unknown>,
) => Pick<RpcLog, 'blockNumber' | 'blockHash' | 'blockTimestamp'>

/** Logs of one block follow on each other: what they say of it is read once, and kept once. */
function createBlockReader(): BlockReader {
  let last: { raw: Record<string, unknown>; read: ReturnType<BlockReader> } | undefined
  return (log) => {
    const isSame =
      last !== undefined &&
      log.blockHash === last.raw.blockHash &&
      log.blockNumber === last.raw.blockNumber &&
      log.blockTimestamp === last.raw.blockTimestamp
    if (last !== undefined && isSame) return last.read
    const { blockTimestamp } = log
    const hasTime = blockTimestamp !== undefined && blockTimestamp !== null
    const read = {
      blockNumber: BigInt(readQuantity(log.blockNumber, 'blockNumber')),
      blockHash: readHex(log.blockHash, 32, 'blockHash'),
      blockTimestamp: hasTime ? readQuantity(blockTimestamp, 'blockTimestamp') : undefined,
    }
    last = { raw: log, read }
    return read
  }
}

function readLog(value: unknown, readBlock: BlockReader, pack: Packer): RpcLog {
  if (typeof value !== 'object' || value === null) throw invalid('a log is not an object')
  const log = value as Record<string, unknown>
  if (log.removed === true) throw invalid('a log is marked as removed')
  if (!Array.isArray(log.topics) || log.topics.length > 4)
    throw invalid('topics are not a list of at most four')
  const { blockNumber, blockHash, blockTimestamp } = readBlock(log)
  return {
    address: readHex(log.address, 20, 'address'),
    packed: pack(
      log.topics.map((topic) => readHex(topic, 32, 'topic')),
      readHex(log.data, undefined, 'data'),
    ),
    blockNumber,
    blockHash,
    blockTimestamp,
    logIndex: readQuantity(log.logIndex, 'logIndex'),
    transactionHash: readHex(log.transactionHash, 32, 'transactionHash'),
    transactionIndex: readQuantity(log.transactionIndex, 'transactionIndex'),
  }
}

function readHex(value: unknown, byteLength: number | undefined, name: string): Hex {
  const fits =
    typeof value === 'string' &&
    value.length % 2 === 0 &&
    (byteLength === undefined || value.length === 2 + byteLength * 2)
  if (!fits) throw invalid(`${name} is not hex of its length`)
  if (HEX.test(value)) return value as Hex
  const lower = value.toLowerCase()
  if (!HEX.test(lower)) throw invalid(`${name} is not hex`)
  return lower as Hex
}

function readQuantity(value: unknown, name: string): number {
  const quantity = typeof value === 'string' && HEX.test(value) ? Number(value) : Number.NaN
  if (!Number.isSafeInteger(quantity)) throw invalid(`${name} is not a quantity`)
  return quantity
}

function invalid(what: string): AppError {
  return new AppError('RPC_ANSWER_INVALID', `The node's logs cannot be used: ${what}.`, { retryable: true })
}
