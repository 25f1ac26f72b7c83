import type { Hex } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { weiToDb } from '../wei.ts'
import { hexToDb } from './hex.ts'
import { reverseRewards } from './rewards.ts'

/** A root as RootPosted left it. Times in seconds. */
export type PostedEpoch = {
  epoch: bigint
  startsAt: number
  endsAt: number
  root: Hex
  cumulativeTotalWei: bigint
  dataHash: Hex
  postedBlock: bigint
  postedAt: number
  postedTx: Hex
  claimableAt: number
  vetoedAt: number | null
}

/** Writes posted roots, over an earlier vetoed one of the same number. Their files are to be verified anew. */
export async function setEpochs(tx: Client, epochs: readonly PostedEpoch[]): Promise<void> {
  if (epochs.length === 0) return
  await reverseRewards(
    tx,
    epochs.map((epoch) => epoch.epoch),
  )
  await tx.query({
    name: 'set-epochs',
    text: `INSERT INTO epoch (number, starts_at, ends_at, root, cumulative_total_wei, data_hash, posted_block, posted_at,
             posted_tx, claimable_at, vetoed_at)
           SELECT number, to_timestamp(starts_at), to_timestamp(ends_at), root, total, data_hash, posted_block,
             to_timestamp(posted_at), posted_tx, to_timestamp(claimable_at), to_timestamp(vetoed_at)
           FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[], $5::numeric[], $6::bytea[], $7::bigint[],
                       $8::bigint[], $9::bytea[], $10::bigint[], $11::bigint[])
             AS e(number, starts_at, ends_at, root, total, data_hash, posted_block, posted_at, posted_tx, claimable_at, vetoed_at)
           ON CONFLICT (number) DO UPDATE SET starts_at = excluded.starts_at, ends_at = excluded.ends_at,
             root = excluded.root, cumulative_total_wei = excluded.cumulative_total_wei, data_hash = excluded.data_hash,
             posted_block = excluded.posted_block, posted_at = excluded.posted_at, posted_tx = excluded.posted_tx,
             claimable_at = excluded.claimable_at, vetoed_at = excluded.vetoed_at,
             file_state = 'pending', file_reason = NULL, file_detail = NULL`,
    values: [
      epochs.map((epoch) => epoch.epoch),
      epochs.map((epoch) => epoch.startsAt),
      epochs.map((epoch) => epoch.endsAt),
      epochs.map((epoch) => hexToDb(epoch.root)),
      epochs.map((epoch) => weiToDb(epoch.cumulativeTotalWei)),
      epochs.map((epoch) => hexToDb(epoch.dataHash)),
      epochs.map((epoch) => epoch.postedBlock),
      epochs.map((epoch) => epoch.postedAt),
      epochs.map((epoch) => hexToDb(epoch.postedTx)),
      epochs.map((epoch) => epoch.claimableAt),
      epochs.map((epoch) => epoch.vetoedAt),
    ],
  })
}

/** Withdraws every root from `epoch` on, as Rewards.veto does, and what was counted as earned from them. */
export async function vetoEpochsFrom(tx: Client, epoch: bigint, vetoedAt: number): Promise<void> {
  const { rows } = await tx.query<{ number: bigint }>(
    `UPDATE epoch SET vetoed_at = to_timestamp($2::bigint), file_state = 'pending', file_reason = NULL, file_detail = NULL
     WHERE number >= $1 AND vetoed_at IS NULL RETURNING number`,
    [epoch, vetoedAt],
  )
  await reverseRewards(
    tx,
    rows.map((row) => row.number),
  )
}

/** Removes roots that the chain never had. */
export async function deleteEpochs(tx: Client, epochs: readonly bigint[]): Promise<void> {
  await reverseRewards(tx, epochs)
  await tx.query('DELETE FROM epoch WHERE number = ANY($1::bigint[])', [epochs])
}

/** The numbers of every epoch from one on, as an undone veto may have touched them. */
export async function findEpochNumbersFrom(tx: Client, epoch: bigint): Promise<bigint[]> {
  const { rows } = await tx.query<{ number: bigint }>(
    'SELECT number FROM epoch WHERE number >= $1 ORDER BY number',
    [epoch],
  )
  return rows.map((row) => row.number)
}
