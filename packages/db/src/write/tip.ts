import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { Client, Db } from '../pool.ts'
import { type BlockHeader, type BlockId, insertBlocks } from './blocks.ts'
import { hexFromDb, hexToDb } from './hex.ts'

/** How far the chain itself is, by block number. */
export type Heads = { head: bigint; safe: bigint; finalized: bigint }

export type Tip = {
  chainId: bigint
  deploymentHash: Hex
  startBlock: bigint
  block: BlockId & { minedAt: number }
  finalized: bigint
  haltCode: string | null
}

/** The checkpoint, or undefined in a database no indexer has written yet. */
export async function readTip(db: Db): Promise<Tip | undefined> {
  const { rows } = await db.query<{
    chain_id: bigint
    deployment_hash: Buffer
    start_block: bigint
    block_number: bigint
    block_hash: Buffer
    block_mined_at: Date
    finalized_number: bigint
    halt_code: string | null
  }>('SELECT * FROM indexer_tip WHERE id = 1')
  const row = rows[0]
  if (row === undefined) return undefined
  return {
    chainId: row.chain_id,
    deploymentHash: hexFromDb(row.deployment_hash),
    startBlock: row.start_block,
    block: {
      number: row.block_number,
      hash: hexFromDb(row.block_hash),
      minedAt: row.block_mined_at.getTime() / 1000,
    },
    finalized: row.finalized_number,
    haltCode: row.halt_code,
  }
}

/** Begins a database: the checkpoint is the block before the deployment's first. */
export async function createTip(
  tx: Client,
  tip: { chainId: bigint; deploymentHash: Hex; startBlock: bigint; anchor: BlockHeader; heads: Heads },
): Promise<void> {
  await insertBlocks(tx, [tip.anchor])
  await tx.query(
    `INSERT INTO indexer_tip (id, chain_id, deployment_hash, start_block, block_number, block_hash, block_mined_at,
       head_number, safe_number, finalized_number, updated_at)
     VALUES (1, $1, $2, $3, $4, $5, to_timestamp($6::bigint), $7, $8, least($9::bigint, $4), now())`,
    [
      tip.chainId,
      hexToDb(tip.deploymentHash),
      tip.startBlock,
      tip.anchor.number,
      hexToDb(tip.anchor.hash),
      tip.anchor.minedAt,
      tip.heads.head,
      tip.heads.safe,
      tip.heads.finalized,
    ],
  )
}

/**
 * Moves the checkpoint from `from` to `to` and keeps how far the chain is. Our finalized block never passes our
 * tip: below it nothing may ever be undone. Throws DATABASE_CONFLICT when the checkpoint is not `from`: another
 * process wrote, and this transaction must not be.
 */
export async function moveTip(
  tx: Client,
  from: BlockId,
  to: BlockId & { minedAt: number },
  heads: Heads,
): Promise<void> {
  const { rowCount } = await tx.query({
    name: 'move-tip',
    text: `UPDATE indexer_tip SET block_number = $3, block_hash = $4, block_mined_at = to_timestamp($5::bigint),
             head_number = $6, safe_number = $7,
             finalized_number = greatest(finalized_number, least($8::bigint, $3::bigint)),
             halt_code = NULL, halt_message = NULL, updated_at = now()
           WHERE id = 1 AND block_number = $1 AND block_hash = $2`,
    values: [
      from.number,
      hexToDb(from.hash),
      to.number,
      hexToDb(to.hash),
      to.minedAt,
      heads.head,
      heads.safe,
      heads.finalized,
    ],
  })
  if (rowCount !== 1) {
    throw new AppError('DATABASE_CONFLICT', 'The checkpoint is not where this indexer left it.', {
      retryable: true,
    })
  }
}

/** Writes down that a reorg was undone: called after moveTip in the same transaction. */
export async function recordReorg(tx: Client, depth: number, finalized: bigint | undefined): Promise<void> {
  await tx.query(
    `UPDATE indexer_tip SET reorg_count = reorg_count + 1, last_reorg_depth = $1, last_reorg_at = now(),
       finalized_number = coalesce($2, finalized_number) WHERE id = 1`,
    [depth, finalized ?? null],
  )
}

/** Says in the database why nothing moves; readers show it. Everything else stays as it was. */
export async function writeHalt(tx: Client, code: string, message: string): Promise<void> {
  await tx.query(
    'UPDATE indexer_tip SET halt_code = $1, halt_message = $2, updated_at = now() WHERE id = 1',
    [code, message],
  )
}

/**
 * Wakes whoever shows live data, once this transaction commits. Read by queries/block/listen-blocks.ts. An index that is
 * built anew in a schema of its own wakes nobody.
 */
export async function notifyBlock(
  tx: Client,
  block: BlockId,
  events: number,
  reorgDepth?: number,
): Promise<void> {
  const payload = {
    blockNumber: String(block.number),
    blockHash: block.hash,
    events,
    ...(reorgDepth === undefined ? {} : { reorgDepth }),
  }
  await tx.query({
    name: 'notify-block',
    text: "SELECT pg_notify($1, $2) WHERE current_schema() IS DISTINCT FROM 'reindex'",
    values: ['n3_block', JSON.stringify(payload)],
  })
}
