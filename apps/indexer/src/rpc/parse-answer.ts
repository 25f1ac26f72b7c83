import { isAscii } from 'node:buffer'
import type { RpcLog } from './rpc-log.ts'
import { scanLogs } from './scan-logs.ts'

const RESULT = Buffer.from('"result":', 'latin1')
const OPEN_LIST = 91

const scanned = new WeakSet<object>()

/** Whether parseAnswer has read this list of logs already. */
export function isScanned(value: unknown): value is RpcLog[] {
  return typeof value === 'object' && value !== null && scanned.has(value)
}

/** What a node says is ASCII nearly always, and then one byte is one character. */
export function textOf(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8')
}

/**
 * JSON.parse of an answer, in which the first result that is a list of logs, as nodes write it, has become logs already.
 * Throws SyntaxError.
 */
export function parseAnswer(bytes: Buffer): unknown {
  for (let found = bytes.indexOf(RESULT); found !== -1; found = bytes.indexOf(RESULT, found + 1)) {
    const from = found + RESULT.length
    if (bytes[from] !== OPEN_LIST) continue
    const list = scanLogs(bytes, from)
    if (list === undefined) break
    scanned.add(list.logs)
    let isPlaced = false
    const around = Buffer.concat([bytes.subarray(0, from), PLACE, bytes.subarray(list.end)])
    return JSON.parse(textOf(around), (key, value) => {
      if (key !== 'result' || value !== PLACEHOLDER || isPlaced) return value
      isPlaced = true
      return list.logs
    })
  }
  return JSON.parse(textOf(bytes))
}

/** Stands in an answer for the logs that were read out of it: no result of a node is a plain number. */
const PLACEHOLDER = -1
const PLACE = Buffer.from(String(PLACEHOLDER), 'latin1')
