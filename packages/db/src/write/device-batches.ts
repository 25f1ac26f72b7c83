import type { Hex } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { weiToDb } from '../wei.ts'
import { kindsOf, SELECT_EVENTS } from './event-history.ts'
import { type DbEvent, type EventRow, toEventRow } from './events.ts'
import { hexToDb } from './hex.ts'

/** Times in seconds. */
export type BatchState = {
  id: number
  unitPriceWei: bigint
  supply: number
  capPerWallet: number
  opensAt: number
  closesAt: number
  createdAt: number
  updatedAt: number
  updatedTx: Hex
}

/** Terms only: the counts of a batch follow its devices. */
export async function setBatches(tx: Client, batches: readonly BatchState[]): Promise<void> {
  if (batches.length === 0) return
  await tx.query({
    name: 'set-batches',
    text: `INSERT INTO device_batch (id, unit_price_wei, supply, cap_per_wallet, opens_at, closes_at, created_at,
             updated_at, updated_tx)
           SELECT id, price, supply, cap, to_timestamp(opens), to_timestamp(closes), to_timestamp(created),
             to_timestamp(updated), updated_tx
           FROM unnest($1::int[], $2::numeric[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
             $8::bigint[], $9::bytea[]) AS b(id, price, supply, cap, opens, closes, created, updated, updated_tx)
           ON CONFLICT (id) DO UPDATE SET unit_price_wei = excluded.unit_price_wei, supply = excluded.supply,
             cap_per_wallet = excluded.cap_per_wallet, opens_at = excluded.opens_at, closes_at = excluded.closes_at,
             created_at = excluded.created_at, updated_at = excluded.updated_at, updated_tx = excluded.updated_tx`,
    values: [
      batches.map(({ id }) => id),
      batches.map(({ unitPriceWei }) => weiToDb(unitPriceWei)),
      batches.map(({ supply }) => supply),
      batches.map(({ capPerWallet }) => capPerWallet),
      batches.map(({ opensAt }) => opensAt),
      batches.map(({ closesAt }) => closesAt),
      batches.map(({ createdAt }) => createdAt),
      batches.map(({ updatedAt }) => updatedAt),
      batches.map(({ updatedTx }) => hexToDb(updatedTx)),
    ],
  })
}

/** Their devices must be gone before. */
export async function deleteBatches(tx: Client, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query('DELETE FROM device_batch WHERE id = ANY($1::int[])', [ids])
}

/** Every BatchSet of these batches, oldest first; index event_batch_history. */
export async function findBatchHistory(tx: Client, ids: readonly number[]): Promise<EventRow[]> {
  const { rows } = await tx.query<DbEvent>({
    name: 'find-batch-history',
    text: `${SELECT_EVENTS} WHERE e.kind IN (${kindsOf('BatchSet')}) ORDER BY e.block_number, e.log_index`,
  })
  // Batches are few and their terms seldom change; which one it is about is in the log itself.
  const wanted = new Set(ids)
  return rows.map(toEventRow).filter(({ topics }) => wanted.has(Number(topics[1])))
}
