import type { Address, Hex } from '@network3/core/hex'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'

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

/** Columns of `event e` that eventFromRow reads; topics and data are left where they are. */
export const eventColumns = `e.block_number, e.log_index, e.block_hash, e.mined_at, e.tx_hash, e.contract, e.name,
  e.operator, e.account, e.node, e.amount_wei`

export type EventRow = {
  block_number: bigint
  log_index: number
  block_hash: Buffer
  mined_at: Date
  tx_hash: Buffer
  contract: string
  name: string
  operator: Buffer | null
  account: Buffer | null
  node: Buffer | null
  amount_wei: string | null
}

export function eventFromRow(row: EventRow): ChainEvent {
  return {
    blockNumber: row.block_number,
    logIndex: row.log_index,
    blockHash: hexFromDb(row.block_hash),
    minedAt: row.mined_at,
    txHash: hexFromDb(row.tx_hash),
    contract: row.contract,
    name: row.name,
    operator: hexFromNullableDb(row.operator),
    account: hexFromNullableDb(row.account),
    node: hexFromNullableDb(row.node),
    amountWei: row.amount_wei === null ? null : weiFromDb(row.amount_wei),
  }
}

function hexFromNullableDb(bytes: Buffer | null): Address | null {
  return bytes === null ? null : hexFromDb(bytes)
}
