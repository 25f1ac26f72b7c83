import {
  type ContractEvent,
  type ContractName,
  decodeLog,
  decodePacked,
} from '@network3/chain/decode/decode-log'
import { AppError, isAppError } from '@network3/core/app-error'
import type { EventRow, NewEvent } from '@network3/db/write/events'
import type { ContractsByAddress } from '../deployment-contracts.ts'
import { describeEvent } from '../projections/describe-event.ts'
import type { RpcLog } from '../rpc/rpc-log.ts'

/** A log as it is stored, and what it says; undefined where the ABI has no such event. */
export type IndexedEvent = { row: EventRow | NewEvent; event: ContractEvent | undefined }

/**
 * Decodes logs of our contracts. `minedAt` gives a block's time in seconds where the log does not carry it.
 * Throws LOG_UNDECODABLE, naming the log: a contract we deployed does not emit what its ABI cannot read.
 */
export function indexLogs(
  logs: readonly RpcLog[],
  contracts: ContractsByAddress,
  minedAt: (log: RpcLog) => number,
): IndexedEvent[] {
  return logs.map((log) => {
    const contract = contracts.get(log.address)
    if (contract === undefined) {
      throw new AppError('RPC_ANSWER_INVALID', `A log of ${log.address} came unasked.`, { retryable: true })
    }
    const event = decode(contract, log)
    const { operator, account, node, amountWei } = describeEvent(event)
    const row = {
      blockNumber: log.blockNumber,
      logIndex: log.logIndex,
      blockHash: log.blockHash,
      minedAt: minedAt(log),
      txHash: log.transactionHash,
      contract,
      name: event?.name ?? 'Unknown',
      operator,
      account,
      node,
      amountWei,
      packed: log.packed,
    }
    return { row, event }
  })
}

/** What a stored event says. */
export function readStoredEvent(row: EventRow): IndexedEvent {
  // Only indexLogs writes this column, and only with these names.
  return { row, event: decodeLog(row.contract as ContractName, row) }
}

function decode(contract: ContractName, log: RpcLog): ContractEvent | undefined {
  try {
    return decodePacked(contract, log.packed)
  } catch (error) {
    if (!isAppError(error, 'LOG_UNDECODABLE')) throw error
    throw new AppError(
      'LOG_UNDECODABLE',
      `${error.message} It is log ${log.logIndex} of block ${log.blockNumber}, of ${contract}.`,
      { cause: error },
    )
  }
}
