import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { eventKindById, eventKindOf } from '@network3/core/event-kinds'
import type { Address, Hex } from '@network3/core/hex'
import { type PackedLog, packLog } from '@network3/core/packed-log'
import { from as copyFrom } from 'pg-copy-streams'
import type { Client } from '../pool.ts'
import { createCopyEncoder } from './copy-encoder.ts'
import { bodyLimit, createRowBytes, decodeBody, encodeBody, writeAddresses } from './event-body.ts'
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

/** An event to be stored, whose topics and data are bytes still. */
export type NewEvent = Omit<EventRow, 'topics' | 'data'> & { packed: PackedLog }

const COLUMNS = 'block_number, log_index, kind, tx_hash, operator, account, node, body'

/** Adds events by binary COPY. Fails on a (block, log index) that is there already: nothing is ever overwritten. */
export async function insertEvents(tx: Client, rows: readonly (EventRow | NewEvent)[]): Promise<void> {
  if (rows.length === 0) return
  const copy = tx.query(copyFrom(`COPY event (${COLUMNS}) FROM STDIN (FORMAT binary)`))
  await pipeline(Readable.from([encodeEvents(rows)], { objectMode: false }), copy)
}

/** Rows as COPY takes them. */
export function encodeEvents(rows: readonly (EventRow | NewEvent)[]): Buffer {
  const out = createCopyEncoder(rows.length * 250)
  const bytes = createRowBytes()
  for (const row of rows) {
    const kind = eventKindOf(row.contract, row.name)
    out.row(8)
    out.int8(Number(row.blockNumber))
    out.int4(row.logIndex)
    out.int2(kind.id)
    out.bytea(row.txHash)
    writeAddresses(bytes, row)
    out.part(row.operator === null ? undefined : bytes.bytes, 0, 20)
    out.part(row.account === null ? undefined : bytes.bytes, 20, 40)
    out.part(row.node === null ? undefined : bytes.bytes, 40, 60)
    const packed = 'packed' in row ? row : { packed: packLog(row), amountWei: row.amountWei }
    const target = out.beginBytes(bodyLimit(packed.packed))
    out.endBytes(encodeBody(packed, bytes, kind.selector, target.bytes, target.at))
  }
  return out.finish()
}

/**
 * Removes every event above a block and gives what was removed, oldest first. The blocks must still be there. Ones
 * that are not break the transaction, for an event that is not read is not undone.
 */
export async function deleteEventsAbove(tx: Client, blockNumber: bigint): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'delete-events-above',
    text: `WITH e AS (DELETE FROM event WHERE block_number > $1 RETURNING *)
           SELECT ${wholeEvent} FROM e LEFT JOIN block b ON b.number = e.block_number
           ORDER BY e.block_number, e.log_index`,
    values: [blockNumber],
  })
  return rows.map(toEventRow)
}

/** Columns of a whole event, of `event e` joined with its `block b`. */
export const wholeEvent = `${COLUMNS.replaceAll(/(\w+)/g, 'e.$1')}, b.hash AS block_hash, b.mined_at`

export type DbEvent = {
  block_number: bigint
  log_index: number
  kind: number
  tx_hash: Buffer
  operator: Buffer | null
  account: Buffer | null
  node: Buffer | null
  body: Buffer
  block_hash: Buffer
  mined_at: Date
}

export function toEventRow(row: DbEvent): EventRow {
  const address = (bytes: Buffer | null) => (bytes === null ? null : hexFromDb(bytes))
  const { contract, name, selector } = eventKindById(row.kind)
  const columns = { operator: address(row.operator), account: address(row.account), node: address(row.node) }
  return {
    blockNumber: row.block_number,
    logIndex: row.log_index,
    blockHash: hexFromDb(row.block_hash),
    minedAt: row.mined_at.getTime() / 1000,
    txHash: hexFromDb(row.tx_hash),
    contract,
    name,
    ...columns,
    ...decodeBody(row.body, columns, selector),
  }
}
