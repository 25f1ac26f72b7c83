import { AppError } from '@network3/core/app-error'
import type { BlockId } from '@network3/db/write/blocks'
import type { RpcLog } from './rpc-log.ts'

/**
 * Holds a range's logs against themselves: inside the range, in the order of the chain, no index twice, one hash
 * per block, and of the last block its header's. Throws RPC_ANSWER_INVALID (retryable): nodes behind a load
 * balancer do disagree with each other.
 */
export function checkRangeLogs(logs: readonly RpcLog[], from: bigint, last: BlockId): void {
  let previous: RpcLog | undefined
  for (const log of logs) {
    if (log.blockNumber < from || log.blockNumber > last.number) throw invalid(log, 'lies outside the range')
    if (log.blockNumber === last.number && log.blockHash !== last.hash)
      throw invalid(log, 'is of another block')
    if (previous !== undefined) {
      if (log.blockNumber < previous.blockNumber) throw invalid(log, 'is out of order')
      if (log.blockNumber === previous.blockNumber) {
        if (log.logIndex <= previous.logIndex) throw invalid(log, 'repeats an index or is out of order')
        if (log.blockHash !== previous.blockHash) throw invalid(log, 'gives its block another hash')
      }
    }
    previous = log
  }
}

function invalid(log: RpcLog, what: string): AppError {
  return new AppError(
    'RPC_ANSWER_INVALID',
    `Log ${log.logIndex} of block ${log.blockNumber} ${what}; the answer is thrown away.`,
    { retryable: true },
  )
}
