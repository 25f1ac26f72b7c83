import { createHash } from 'node:crypto'
import type { Db } from '../../pool.ts'
import { SELECT_EVENTS } from '../../write/event-history.ts'
import { type DbEvent, toEventRow } from '../../write/events.ts'
import type { Facts } from './facts.ts'

/** Blocks, both included. */
export type BlockSpan = { from: bigint; to: bigint }

/**
 * Every stored log, or those of some blocks, keyed `block/logIndex`. `digest` is SHA-256 over block hash, transaction hash, topics and
 * data, one after the other.
 */
export async function findEventFacts(db: Db, span?: BlockSpan): Promise<Facts> {
  const where = span === undefined ? '' : ' WHERE e.block_number BETWEEN $1 AND $2'
  const { rows } = await db.query<DbEvent>(
    `${SELECT_EVENTS}${where}`,
    span === undefined ? [] : [span.from, span.to],
  )
  return new Map(
    rows.map((row) => {
      const { blockNumber, logIndex, contract, blockHash, txHash, topics, data } = toEventRow(row)
      const hash = createHash('sha256')
      for (const part of [blockHash, txHash, ...topics, data]) hash.update(part.slice(2), 'hex')
      return [`${blockNumber}/${logIndex}`, { contract, digest: `0x${hash.digest('hex')}` }]
    }),
  )
}
