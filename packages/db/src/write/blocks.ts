import type { Hex } from '@network3/core/hex'
import type { Client, Db } from '../pool.ts'
import { hexFromDb, hexToDb } from './hex.ts'

export type BlockId = { number: bigint; hash: Hex }
/** `minedAt` in seconds since the Unix epoch; no parent hash where only logs were read. */
export type BlockHeader = BlockId & { parentHash: Hex | null; minedAt: number }

/** Adds headers. Fails on a number or hash that is there already. */
export async function insertBlocks(tx: Client, blocks: readonly BlockHeader[]): Promise<void> {
  if (blocks.length === 0) return
  await tx.query({
    name: 'insert-blocks',
    text: `INSERT INTO block (number, hash, parent_hash, mined_at)
           SELECT number, hash, parent_hash, to_timestamp(mined_at)
           FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bigint[]) AS b(number, hash, parent_hash, mined_at)`,
    values: [
      blocks.map((block) => block.number),
      blocks.map((block) => hexToDb(block.hash)),
      blocks.map((block) => (block.parentHash === null ? null : hexToDb(block.parentHash))),
      blocks.map((block) => block.minedAt),
    ],
  })
}

/** Drops headers that are final and carry no event; the newest final one stays as an anchor. */
export async function pruneBlocks(tx: Client, finalized: bigint): Promise<void> {
  await tx.query({
    name: 'prune-blocks',
    text: `DELETE FROM block USING indexer_tip tip
           WHERE block.number < $1 AND block.number >= $1 - 10000 AND block.number >= tip.start_block
             AND NOT EXISTS (SELECT 1 FROM event WHERE event.block_number = block.number)`,
    values: [finalized],
  })
}

/** Our headers at or below a block number, newest first. */
export async function findBlocksBelow(db: Db, number: bigint, limit: number): Promise<BlockId[]> {
  const { rows } = await db.query<{ number: bigint; hash: Buffer }>({
    name: 'find-blocks-below',
    text: 'SELECT number, hash FROM block WHERE number <= $1 ORDER BY number DESC LIMIT $2',
    values: [number, limit],
  })
  return rows.map((row) => ({ number: row.number, hash: hexFromDb(row.hash) }))
}

export async function deleteBlocksAbove(tx: Client, number: bigint): Promise<void> {
  await tx.query('DELETE FROM block WHERE number > $1', [number])
}
