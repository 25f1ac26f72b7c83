import type { ChainEvent } from '@network3/db/queries/event/event-row'
import { encodeAddress } from './address.ts'

/** An event as answers and streams carry it. */
export function encodeEvent(event: ChainEvent) {
  const { blockNumber, logIndex, operator, account, node, amountWei } = event
  return {
    id: `${blockNumber}-${logIndex}`,
    blockNumber: Number(blockNumber),
    logIndex,
    minedAt: event.minedAt.toISOString(),
    txHash: event.txHash,
    contract: event.contract,
    name: event.name,
    operator: operator === null ? null : encodeAddress(operator),
    account: account === null ? null : encodeAddress(account),
    node: node === null ? null : encodeAddress(node),
    amountWei: amountWei === null ? null : String(amountWei),
  }
}
