import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb } from '../../write/hex.ts'

/** How far the indexer has come. All other rows are true at blockNumber. */
export type Tip = {
  chainId: bigint
  startBlock: bigint
  blockNumber: bigint
  blockHash: Hex
  minedAt: Date
  headNumber: bigint
  safeNumber: bigint
  finalizedNumber: bigint
  reorgCount: number
  lastReorgDepth: number | null
  lastReorgAt: Date | null
  haltCode: string | null
  haltMessage: string | null
  updatedAt: Date
}

type TipRow = {
  chain_id: bigint
  start_block: bigint
  block_number: bigint
  block_hash: Buffer
  block_mined_at: Date
  head_number: bigint
  safe_number: bigint
  finalized_number: bigint
  reorg_count: number
  last_reorg_depth: number | null
  last_reorg_at: Date | null
  halt_code: string | null
  halt_message: string | null
  updated_at: Date
}

/** The indexer's checkpoint; undefined before its first block. */
export async function getTip(db: Db): Promise<Tip | undefined> {
  const { rows } = await db.query<TipRow>({
    name: 'get-tip',
    text: `SELECT chain_id, start_block, block_number, block_hash, block_mined_at, head_number, safe_number,
             finalized_number, reorg_count, last_reorg_depth, last_reorg_at, halt_code, halt_message, updated_at
           FROM indexer_tip WHERE id = 1`,
  })
  const row = rows[0]
  if (row === undefined) return undefined
  return {
    chainId: row.chain_id,
    startBlock: row.start_block,
    blockNumber: row.block_number,
    blockHash: hexFromDb(row.block_hash),
    minedAt: row.block_mined_at,
    headNumber: row.head_number,
    safeNumber: row.safe_number,
    finalizedNumber: row.finalized_number,
    reorgCount: row.reorg_count,
    lastReorgDepth: row.last_reorg_depth,
    lastReorgAt: row.last_reorg_at,
    haltCode: row.halt_code,
    haltMessage: row.halt_message,
    updatedAt: row.updated_at,
  }
}
