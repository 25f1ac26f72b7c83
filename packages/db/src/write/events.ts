import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Address, Hex } from '@network3/core/hex'
import { from as copyFrom } from 'pg-copy-streams'
import type { Client } from '../pool.ts'
import type { EventRow as ListedEvent } from '../queries/event/event-row.ts'
import { weiFromDb } from '../wei.ts'
import { createCopyEncoder } from './copy-encoder.ts'
import { hexFromDb } from './hex.ts'

/** A log as stored: topics and data are the truth, the rest is what lists filter and show by. */
export type EventRow = {
  blockNumber: bigint
  logIndex: number
  blockHash: Hex
  /** Seconds since the Unix epoch, of the block. */
  minedAt: number
  txHash: Hex
  contract: string
  name: string
  operator: Address | null
  account: Address | null
  node: Address | null
  amountWei: bigint | null
  topics: readonly Hex[]
  data: Hex
}

const COLUMNS =
  'block_number, log_index, block_hash, mined_at, tx_hash, contract, name, operator, account, node, amount_wei, topics, data'

/** Adds events by binary COPY. Fails on a (block, log index) that is there already: nothing is ever overwritten. */
export async function insertEvents(tx: Client, rows: readonly EventRow[]): Promise<void> {
  if (rows.length === 0) return
  const out = createCopyEncoder(rows.length * 400)
  for (const row of rows) {
    out.row(13)
    out.int8(row.blockNumber)
    out.int4(row.logIndex)
    out.bytea(row.blockHash)
    out.timestamptz(row.minedAt)
    out.bytea(row.txHash)
    out.text(row.contract)
    out.text(row.name)
    for (const address of [row.operator, row.account, row.node]) {
      if (address === null) out.nil()
      else out.bytea(address)
    }
    if (row.amountWei === null) out.nil()
    else out.numeric(row.amountWei)
    out.byteaArray(row.topics)
    out.bytea(row.data)
  }
  const copy = tx.query(copyFrom(`COPY event (${COLUMNS}) FROM STDIN (FORMAT binary)`))
  await pipeline(Readable.from([out.finish()], { objectMode: false }), copy)
}

/** Removes every event above a block and gives what was removed, oldest first. */
export async function deleteEventsAbove(tx: Client, blockNumber: bigint): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'delete-events-above',
    text: `WITH removed AS (DELETE FROM event WHERE block_number > $1 RETURNING ${COLUMNS})
           SELECT * FROM removed ORDER BY block_number, log_index`,
    values: [blockNumber],
  })
  return rows.map(toEventRow)
}

/** A whole row, with what lists leave where it is. */
export type DbEvent = ListedEvent & { topics: Buffer[]; data: Buffer }

export function toEventRow(row: DbEvent): EventRow {
  const address = (bytes: Buffer | null) => (bytes === null ? null : hexFromDb(bytes))
  return {
    blockNumber: row.block_number,
    logIndex: row.log_index,
    blockHash: hexFromDb(row.block_hash),
    minedAt: row.mined_at.getTime() / 1000,
    txHash: hexFromDb(row.tx_hash),
    contract: row.contract,
    name: row.name,
    operator: address(row.operator),
    account: address(row.account),
    node: address(row.node),
    amountWei: row.amount_wei === null ? null : weiFromDb(row.amount_wei),
    topics: row.topics.map(hexFromDb),
    data: hexFromDb(row.data),
  }
}
