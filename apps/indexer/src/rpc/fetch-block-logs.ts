import { AppError, isAppError } from '@network3/core/app-error'
import type { Address } from '@network3/core/hex'
import { bytesOf, topicsOf } from '@network3/core/packed-log'
import { isInBloom } from './bloom.ts'
import { checkRangeLogs } from './check-logs.ts'
import type { JsonRpc } from './json-rpc.ts'
import { readReceipts } from './receipts-root.ts'
import type { RpcHeader } from './rpc-header.ts'
import { type RpcLog, readLogs } from './rpc-log.ts'

/**
 * How far a block's logs are proven against its header.
 * - `bloom-empty`: the header's bloom excludes every contract of ours, so there is no log (certain);
 * - `receipts-root`: the block's receipts give the header's root, and hold exactly these logs (certain);
 * - `bloom`: the node serves no receipts: every log given is in the bloom, but that none is missing is only as
 *   sure as the node, for the bits of a bloom may be another contract's;
 * - `providers`: the same, but two providers gave the same logs.
 */
export type VerificationMode = 'bloom-empty' | 'receipts-root' | 'bloom' | 'providers'

/**
 * Every log of our contracts in one block. Logs are asked by block hash, so that a reorg between two requests
 * cannot mix two blocks, and are checked against the header before they count.
 * Throws RPC_ANSWER_INVALID (retryable) when the node's answers disagree with each other.
 */
export async function fetchBlockLogs(
  rpc: JsonRpc,
  addresses: readonly Address[],
  header: RpcHeader,
): Promise<{ logs: RpcLog[]; verified: VerificationMode }> {
  if (!addresses.some((address) => isInBloom(header.logsBloom, address))) {
    return { logs: [], verified: 'bloom-empty' }
  }
  const [logsAnswer] = await rpc.batch([
    { method: 'eth_getLogs', params: [{ address: addresses, blockHash: header.hash }] },
  ])
  const logs = readLogs(logsAnswer)
  checkRangeLogs(logs, header.number, header)
  return { logs, verified: await proveBlockLogs(rpc, addresses, header, logs) }
}

/**
 * Holds the logs a node gave for one block against the block's header, and says how far that proves them.
 * Throws RPC_ANSWER_INVALID (retryable) when they cannot be all of the block's logs of ours.
 */
export async function proveBlockLogs(
  rpc: JsonRpc,
  addresses: readonly Address[],
  header: RpcHeader,
  logs: readonly RpcLog[],
): Promise<VerificationMode> {
  for (const log of logs) {
    if (log.blockHash !== header.hash) throw disagreement(header, 'a log of another block')
  }
  checkBloom(logs, header)
  if (!addresses.some((address) => isInBloom(header.logsBloom, address))) return 'bloom-empty'
  const receiptLogs = await fetchReceiptLogs(rpc, addresses, header)
  if (receiptLogs === undefined) return 'bloom'
  if (!areSameLogs(logs, receiptLogs)) {
    throw disagreement(header, `${logs.length} logs, but its receipts hold ${receiptLogs.length}`)
  }
  return 'receipts-root'
}

/** Our logs by the block's receipts, proven by their root; undefined where the node does not serve receipts. */
async function fetchReceiptLogs(
  rpc: JsonRpc,
  addresses: readonly Address[],
  header: RpcHeader,
): Promise<RpcLog[] | undefined> {
  let answer: unknown
  try {
    ;[answer] = await rpc.batch([{ method: 'eth_getBlockReceipts', params: [header.hash] }])
  } catch (error) {
    if (
      isAppError(error, 'RPC_ANSWER_INVALID') &&
      /method|support|not (found|available)/i.test(error.message)
    ) {
      return undefined
    }
    throw error
  }
  if (answer === null) throw disagreement(header, 'no receipts')
  const { root, logs } = readReceipts(answer)
  if (root !== header.receiptsRoot) throw disagreement(header, 'receipts that are not the header’s')
  return logs.filter((log) => addresses.includes(log.address))
}

function checkBloom(logs: readonly RpcLog[], header: RpcHeader): void {
  for (const log of logs) {
    for (const value of [log.address, ...topicsOf(log.packed)]) {
      if (!isInBloom(header.logsBloom, value)) throw disagreement(header, 'a log that its bloom excludes')
    }
  }
}

/** Whether two answers hold the same logs in the same order. */
export function areSameLogs(left: readonly RpcLog[], right: readonly RpcLog[]): boolean {
  return (
    left.length === right.length &&
    left.every((log, index) => {
      const other = right[index]
      return (
        other !== undefined &&
        log.logIndex === other.logIndex &&
        log.blockHash === other.blockHash &&
        log.transactionHash === other.transactionHash &&
        log.address === other.address &&
        log.packed.topicCount === other.packed.topicCount &&
        bytesOf(log.packed).equals(bytesOf(other.packed))
      )
    })
  )
}

function disagreement(header: RpcHeader, what: string): AppError {
  return new AppError('RPC_ANSWER_INVALID', `For block ${header.number} the node gives ${what}.`, {
    retryable: true,
  })
}
