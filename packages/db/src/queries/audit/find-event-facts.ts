import { createHash } from 'node:crypto'
import type { Db } from '../../pool.ts'
import { SELECT_EVENTS } from '../../write/event-history.ts'
import { type DbEvent, toEventRow } from '../../write/events.ts'
import type { Facts } from './facts.ts'

/**
 * Every stored log, keyed `block/logIndex`. `digest` is SHA-256 over block hash, transaction hash, topics and
 * data, one after the other.
 */
export async function findEventFacts(db: Db): Promise<Facts> {
  const { rows } = await db.query<DbEvent>(SELECT_EVENTS)
  return new Map(
    rows.map((row) => {
      const { blockNumber, logIndex, contract, blockHash, txHash, topics, data } = toEventRow(row)
      const hash = createHash('sha256')
      for (const part of [blockHash, txHash, ...topics, data]) hash.update(part.slice(2), 'hex')
      return [`${blockNumber}/${logIndex}`, { contract, digest: `0x${hash.digest('hex')}` }]
    }),
  )
}
