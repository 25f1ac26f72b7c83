import { eventKindOf } from '@network3/core/event-kinds'
import type { Address, Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { isAddress } from '../../write/event-history.ts'
import { type DbEvent, toEventRow, wholeEvent } from '../../write/events.ts'
import { hexToDb } from '../../write/hex.ts'
import type { EventPlace } from './find-events.ts'

/** A Claimed event as logged: its arguments are in topics and data. */
export type ClaimLog = EventPlace & { minedAt: Date; txHash: Hex; topics: readonly Hex[]; data: Hex }

/**
 * The claims of an operator on chain, newest first. `kind + 0` keeps the index of kinds out of it: it would be read for
 * every claim there ever was, to find which of them are among the operator's few events.
 */
export async function findClaims(
  db: Db,
  params: { operator: Address; limit: number; before?: EventPlace | undefined },
): Promise<ClaimLog[]> {
  const { operator, limit, before } = params
  const { rows } = await db.query<DbEvent>({
    name: before === undefined ? 'find-claims' : 'find-claims-before',
    text: `SELECT ${wholeEvent} FROM event e JOIN block b ON b.number = e.block_number
           WHERE ${isAddress('e.operator', '$1::bytea')} AND e.kind + 0 = ${eventKindOf('rewards', 'Claimed').id}
           ${before === undefined ? '' : 'AND (e.block_number, e.log_index) < ($3, $4)'}
           ORDER BY e.block_number DESC, e.log_index DESC LIMIT $2`,
    values: [
      hexToDb(operator),
      limit,
      ...(before === undefined ? [] : [before.blockNumber, before.logIndex]),
    ],
  })
  return rows.map((row) => {
    const { blockNumber, logIndex, txHash, topics, data } = toEventRow(row)
    return { blockNumber, logIndex, minedAt: row.mined_at, txHash, topics, data }
  })
}
