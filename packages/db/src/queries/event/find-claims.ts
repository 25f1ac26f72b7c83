import type { Address, Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'
import type { EventPlace } from './find-events.ts'

/** A Claimed event as logged: its arguments are in topics and data. */
export type ClaimLog = EventPlace & { minedAt: Date; txHash: Hex; topics: Hex[]; data: Hex }

type Row = {
  block_number: bigint
  log_index: number
  mined_at: Date
  tx_hash: Buffer
  topics: Buffer[]
  data: Buffer
}

/** The claims of an operator on chain, newest first. */
export async function findClaims(
  db: Db,
  params: { operator: Address; limit: number; before?: EventPlace | undefined },
): Promise<ClaimLog[]> {
  const { operator, limit, before } = params
  const { rows } = await db.query<Row>({
    name: before === undefined ? 'find-claims' : 'find-claims-before',
    text: `SELECT block_number, log_index, mined_at, tx_hash, topics, data FROM event
           WHERE operator = $1 AND name = 'Claimed' AND contract = 'rewards'
           ${before === undefined ? '' : 'AND (block_number, log_index) < ($3, $4)'}
           ORDER BY block_number DESC, log_index DESC LIMIT $2`,
    values: [
      hexToDb(operator),
      limit,
      ...(before === undefined ? [] : [before.blockNumber, before.logIndex]),
    ],
  })
  return rows.map((row) => ({
    blockNumber: row.block_number,
    logIndex: row.log_index,
    minedAt: row.mined_at,
    txHash: hexFromDb(row.tx_hash),
    topics: row.topics.map(hexFromDb),
    data: hexFromDb(row.data),
  }))
}
