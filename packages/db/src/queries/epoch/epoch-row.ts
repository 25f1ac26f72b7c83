import type { Hex } from '@network3/core/hex'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'

export type EpochFileState = 'pending' | 'verified' | 'refused'

export type Epoch = {
  number: bigint
  startsAt: Date
  endsAt: Date
  root: Hex
  dataHash: Hex
  cumulativeTotalWei: bigint
  /** This epoch's own part of the cumulative total. */
  totalWei: bigint
  postedBlock: bigint
  postedAt: Date
  postedTx: Hex
  claimableAt: Date
  vetoedAt: Date | null
  fileState: EpochFileState
  fileReason: string | null
}

/** Columns of `epoch e` that epochFromRow reads. */
export const epochColumns = `e.number, e.starts_at, e.ends_at, e.root, e.data_hash, e.cumulative_total_wei,
  e.cumulative_total_wei - coalesce((SELECT p.cumulative_total_wei FROM epoch p WHERE p.number = e.number - 1), 0)
    AS total_wei,
  e.posted_block, e.posted_at, e.posted_tx, e.claimable_at, e.vetoed_at, e.file_state, e.file_reason`

export type EpochRow = {
  number: bigint
  starts_at: Date
  ends_at: Date
  root: Buffer
  data_hash: Buffer
  cumulative_total_wei: string
  total_wei: string
  posted_block: bigint
  posted_at: Date
  posted_tx: Buffer
  claimable_at: Date
  vetoed_at: Date | null
  file_state: EpochFileState
  file_reason: string | null
}

export function epochFromRow(row: EpochRow): Epoch {
  return {
    number: row.number,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    root: hexFromDb(row.root),
    dataHash: hexFromDb(row.data_hash),
    cumulativeTotalWei: weiFromDb(row.cumulative_total_wei),
    totalWei: weiFromDb(row.total_wei),
    postedBlock: row.posted_block,
    postedAt: row.posted_at,
    postedTx: hexFromDb(row.posted_tx),
    claimableAt: row.claimable_at,
    vetoedAt: row.vetoed_at,
    fileState: row.file_state,
    fileReason: row.file_reason,
  }
}
