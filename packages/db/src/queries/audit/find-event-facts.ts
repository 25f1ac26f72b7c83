import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts } from './facts.ts'

/**
 * Every stored log, keyed `block/logIndex`. `digest` is SHA-256 over block hash, transaction hash, topics and
 * data, one after the other.
 */
export function findEventFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT block_number || '/' || log_index AS key, contract AS "contract",
       ${hexText(`sha256(block_hash || tx_hash
         || coalesce((SELECT string_agg(topic, ''::bytea ORDER BY place)
              FROM unnest(topics) WITH ORDINALITY AS t(topic, place)), ''::bytea)
         || data)`)} AS "digest"
     FROM event`,
  )
}
