import type { Address, Hex } from '@network3/core/hex'
import { type DbEvent, toEventRow, wholeEvent } from '../../write/events.ts'

export type ChainEvent = {
  blockNumber: bigint
  logIndex: number
  blockHash: Hex
  minedAt: Date
  txHash: Hex
  contract: string
  name: string
  operator: Address | null
  account: Address | null
  node: Address | null
  amountWei: bigint | null
}

/** What eventFromRow reads, of `event e` joined with its `block b`. */
export const eventColumns = wholeEvent

export function eventFromRow(row: DbEvent): ChainEvent {
  const { topics: _, data: __, ...event } = toEventRow(row)
  return { ...event, minedAt: row.mined_at }
}
