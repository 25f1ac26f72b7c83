import { eventKindOf, eventKindsNamed } from '@network3/core/event-kinds'
import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { isAddress } from '../../write/event-history.ts'
import type { DbEvent } from '../../write/events.ts'
import { hexToDb } from '../../write/hex.ts'
import { type ChainEvent, eventColumns, eventFromRow } from './event-row.ts'

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

const NEWEST_FIRST = 'ORDER BY e.block_number DESC, e.log_index DESC LIMIT $1'

/** Events newest first; each filter has an index that ends in this order. */
export async function findEvents(db: Db, params: FindEventsParams): Promise<ChainEvent[]> {
  const values: unknown[] = [params.limit]
  const conditions: string[] = []
  const shape: string[] = []
  const add = (column: 'operator' | 'account' | 'node', address: Address | undefined) => {
    if (address === undefined) return
    values.push(hexToDb(address))
    shape.push(column)
    const value = `$${values.length}::bytea`
    conditions.push(column === 'node' ? `e.node = ${value}` : isAddress(`e.${column}`, value))
  }
  add('operator', params.operator)
  add('account', params.account)
  add('node', params.node)
  if (params.before !== undefined) {
    values.push(params.before.blockNumber, params.before.logIndex)
    shape.push('before')
    conditions.push(`(e.block_number, e.log_index) < ($${values.length - 1}, $${values.length})`)
  }
  let source: string
  if (params.name === undefined) {
    // The state that ends every change of a pool: it repeats the event before it, so it comes only when asked for.
    conditions.push(`e.kind <> ${eventKindOf('staking', 'PoolUpdated').id}`)
    source = `(SELECT * FROM event e WHERE ${conditions.join(' AND ')} ${NEWEST_FIRST})`
  } else {
    // One reading for each contract that has an event of this name: an index gives one of them in order, not several.
    values.push(eventKindsNamed(params.name))
    shape.push('name')
    // Of one address by its own index alone, see find-claims.ts.
    const isOfOne = params.operator !== undefined || params.account !== undefined || params.node !== undefined
    conditions.push(isOfOne ? 'e.kind + 0 = k.id' : 'e.kind = k.id')
    source = `(SELECT e.* FROM unnest($${values.length}::int2[]) AS k(id) CROSS JOIN LATERAL
      (SELECT * FROM event e WHERE ${conditions.join(' AND ')} ${NEWEST_FIRST}) AS e)`
  }
  const { rows } = await db.query<DbEvent>({
    name: ['find-events', ...shape].join('-'),
    text: `SELECT ${eventColumns} FROM ${source} AS e JOIN block b ON b.number = e.block_number ${NEWEST_FIRST}`,
    values,
  })
  return rows.map(eventFromRow)
}

/** Events after a place and up to a block, oldest first: what a stream that resumes has missed. */
export async function findEventsAfter(
  db: Db,
  params: { after: EventPlace; throughBlock: bigint; limit: number },
): Promise<ChainEvent[]> {
  const { rows } = await db.query<DbEvent>({
    name: 'find-events-after',
    text: `SELECT ${eventColumns} FROM event e JOIN block b ON b.number = e.block_number
           WHERE (e.block_number, e.log_index) > ($1, $2) AND e.block_number <= $3
           ORDER BY e.block_number, e.log_index LIMIT $4`,
    values: [params.after.blockNumber, params.after.logIndex, params.throughBlock, params.limit],
  })
  return rows.map(eventFromRow)
}
