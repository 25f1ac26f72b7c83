import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { BatchState } from '@network3/db/write/device-batches'
import type { EventPlace } from './changes.ts'

/** The end of the year 9999: a batch may close at any uint64, but no calendar goes on for ever. */
const LAST_SECOND = 253_402_300_799

/** A batch's terms after `event`: the first BatchSet makes it, each later one replaces its terms. */
export function foldBatch(
  state: BatchState | undefined,
  event: ContractEvent,
  place: EventPlace,
): BatchState | undefined {
  if (event.contract !== 'device-sale' || event.name !== 'BatchSet') return state
  const { batchId, unitPrice, supply, capPerWallet, opensAt, closesAt } = event.args
  return {
    ...{ id: batchId, unitPriceWei: unitPrice, supply, capPerWallet },
    ...{ opensAt: secondsOf(opensAt), closesAt: secondsOf(closesAt) },
    createdAt: state?.createdAt ?? place.minedAt,
    updatedAt: place.minedAt,
    updatedTx: place.txHash,
  }
}

function secondsOf(value: bigint): number {
  return value > BigInt(LAST_SECOND) ? LAST_SECOND : Number(value)
}
