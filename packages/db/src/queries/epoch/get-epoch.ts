import type { Db } from '../../pool.ts'
import { type Epoch, type EpochRow, epochColumns, epochFromRow } from './epoch-row.ts'

/** One posted epoch; undefined when no root was posted for it. */
export async function getEpoch(db: Db, number: bigint): Promise<Epoch | undefined> {
  const { rows } = await db.query<EpochRow>({
    name: 'get-epoch',
    text: `SELECT ${epochColumns} FROM epoch e WHERE e.number = $1`,
    values: [number],
  })
  return rows[0] === undefined ? undefined : epochFromRow(rows[0])
}

/** The newest epoch that is verified, not vetoed, and claimable at `at`: what a claim proves against. */
export async function getClaimableEpoch(db: Db, at: Date): Promise<Epoch | undefined> {
  const { rows } = await db.query<EpochRow>({
    name: 'get-claimable-epoch',
    text: `SELECT ${epochColumns} FROM epoch e
           WHERE e.file_state = 'verified' AND e.vetoed_at IS NULL AND e.claimable_at <= $1
           ORDER BY e.number DESC LIMIT 1`,
    values: [at],
  })
  return rows[0] === undefined ? undefined : epochFromRow(rows[0])
}

/** The newest posted epoch, whatever its state. */
export async function getLastEpoch(db: Db): Promise<Epoch | undefined> {
  const { rows } = await db.query<EpochRow>({
    name: 'get-last-epoch',
    text: `SELECT ${epochColumns} FROM epoch e ORDER BY e.number DESC LIMIT 1`,
  })
  return rows[0] === undefined ? undefined : epochFromRow(rows[0])
}

/** The newest verified epoch: what "earned" counts up to. */
export async function getLastVerifiedEpoch(db: Db): Promise<Epoch | undefined> {
  const { rows } = await db.query<EpochRow>({
    name: 'get-last-verified-epoch',
    text: `SELECT ${epochColumns} FROM epoch e WHERE e.file_state = 'verified' AND e.vetoed_at IS NULL
           ORDER BY e.number DESC LIMIT 1`,
  })
  return rows[0] === undefined ? undefined : epochFromRow(rows[0])
}
