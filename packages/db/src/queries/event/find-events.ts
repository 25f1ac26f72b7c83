import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'
import { type ChainEvent, type EventRow, eventColumns, eventFromRow } from './event-row.ts'

/** A place in the chain's order of logs. */
export type EventPlace = { blockNumber: bigint; logIndex: number }

export type FindEventsParams = {
  limit: number
  before?: EventPlace | undefined
  operator?: Address | undefined
  account?: Address | undefined
  node?: Address | undefined
  name?: string | undefined
}

/** Events newest first; each filter has an index that ends in this order. */
export async function findEvents(db: Db, params: FindEventsParams): Promise<ChainEvent[]> {
  const values: unknown[] = [params.limit]
  const conditions: string[] = []
  const shape: string[] = []
  const add = (column: string, value: unknown) => {
    values.push(value)
    shape.push(column)
    conditions.push(`e.${column} = $${values.length}`)
  }
  if (params.operator !== undefined) add('operator', hexToDb(params.operator))
  if (params.account !== undefined) add('account', hexToDb(params.account))
  if (params.node !== undefined) add('node', hexToDb(params.node))
  if (params.name !== undefined) add('name', params.name)
  // The state that ends every change of a pool: it repeats the event before it, so it comes only when asked for.
  else conditions.push("e.name <> 'PoolUpdated'")
  if (params.before !== undefined) {
    values.push(params.before.blockNumber, params.before.logIndex)
    shape.push('before')
    conditions.push(`(e.block_number, e.log_index) < ($${values.length - 1}, $${values.length})`)
  }
  const { rows } = await db.query<EventRow>({
    name: ['find-events', ...shape].join('-'),
    text: `SELECT ${eventColumns} FROM event e WHERE ${conditions.join(' AND ')}
           ORDER BY e.block_number DESC, e.log_index DESC LIMIT $1`,
    values,
  })
  return rows.map(eventFromRow)
}

/** Events after a place and up to a block, oldest first: what a stream that resumes has missed. */
export async function findEventsAfter(
  db: Db,
  params: { after: EventPlace; throughBlock: bigint; limit: number },
): Promise<ChainEvent[]> {
  const { rows } = await db.query<EventRow>({
    name: 'find-events-after',
    text: `SELECT ${eventColumns} FROM event e
           WHERE (e.block_number, e.log_index) > ($1, $2) AND e.block_number <= $3
           ORDER BY e.block_number, e.log_index LIMIT $4`,
    values: [params.after.blockNumber, params.after.logIndex, params.throughBlock, params.limit],
  })
  return rows.map(eventFromRow)
}
