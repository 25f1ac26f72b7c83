import type { Address, Hex } from '@network3/core/hex'
import type { Client, Db } from '../pool.ts'
import { weiFromDb } from '../wei.ts'
import { hexFromDb, hexToDb } from './hex.ts'

/** A root whose file is not verified yet. Times in seconds. */
export type UnverifiedEpoch = {
  number: bigint
  root: Hex
  dataHash: Hex
  cumulativeTotalWei: bigint
  endsAt: number
  postedAt: number
  fileState: 'pending' | 'refused'
  fileReason: string | null
}

/** Epochs above a number that stand (not vetoed) and are not verified, oldest first. */
export async function findUnverifiedEpochs(db: Db, above: bigint, limit: number): Promise<UnverifiedEpoch[]> {
  const { rows } = await db.query<DbUnverifiedEpoch>({
    name: 'find-unverified-epochs',
    text: `SELECT ${UNVERIFIED_COLUMNS} FROM epoch
           WHERE number > $1 AND file_state <> 'verified' AND vetoed_at IS NULL ORDER BY number LIMIT $2`,
    values: [above, limit],
  })
  return rows.map(toUnverifiedEpoch)
}

/** The same epoch, locked, if it still stands unverified with the same root and file. */
export async function lockUnverifiedEpoch(
  tx: Client,
  epoch: UnverifiedEpoch,
): Promise<UnverifiedEpoch | undefined> {
  const { rows } = await tx.query<DbUnverifiedEpoch>(
    `SELECT ${UNVERIFIED_COLUMNS} FROM epoch WHERE number = $1 AND root = $2 AND data_hash = $3
       AND file_state <> 'verified' AND vetoed_at IS NULL FOR UPDATE`,
    [epoch.number, hexToDb(epoch.root), hexToDb(epoch.dataHash)],
  )
  return rows[0] && toUnverifiedEpoch(rows[0])
}

/** Says why a file does not count. `pending` is tried again soon, `refused` rarely. */
export async function setFileState(
  tx: Client,
  epoch: bigint,
  state: { fileState: 'pending' | 'refused'; reason: string; detail: string },
): Promise<void> {
  await tx.query(
    `UPDATE epoch SET file_state = $2, file_reason = $3, file_detail = $4
     WHERE number = $1 AND (file_state, file_reason, file_detail) IS DISTINCT FROM ($2, $3, $4)`,
    [epoch, state.fileState, state.reason, state.detail],
  )
}

/** A file kept from an earlier time, by its content hash. */
export async function findEpochFile(db: Db, dataHash: Hex): Promise<string | undefined> {
  const { rows } = await db.query<{ content: string }>(
    'SELECT content FROM epoch_file WHERE data_hash = $1',
    [hexToDb(dataHash)],
  )
  return rows[0]?.content
}

/** Keeps a file by its content hash; content never changes, so a second time does nothing. */
export async function keepEpochFile(
  tx: Client,
  dataHash: Hex,
  epoch: bigint,
  content: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO epoch_file (data_hash, epoch, content, fetched_at) VALUES ($1, $2, $3, now())
     ON CONFLICT (data_hash) DO NOTHING`,
    [hexToDb(dataHash), epoch, content],
  )
}

export type VerifiedEpoch = {
  number: bigint
  entries: Map<Address, { amountWei: bigint; cumulativeWei: bigint }>
}

/** The verified epoch nearest below (or above) a number, with its leaves. */
export async function findVerifiedNeighbour(
  db: Db,
  epoch: bigint,
  side: 'below' | 'above',
): Promise<VerifiedEpoch | undefined> {
  const nearest = await db.query<{ number: bigint }>(
    side === 'below'
      ? `SELECT number FROM epoch WHERE number < $1 AND file_state = 'verified' ORDER BY number DESC LIMIT 1`
      : `SELECT number FROM epoch WHERE number > $1 AND file_state = 'verified' ORDER BY number LIMIT 1`,
    [epoch],
  )
  const number = nearest.rows[0]?.number
  if (number === undefined) return undefined
  const { rows } = await db.query<{ operator: Buffer; amount_wei: string; cumulative_wei: string }>(
    'SELECT operator, amount_wei, cumulative_wei FROM operator_reward WHERE epoch = $1',
    [number],
  )
  const entries = rows.map((row): [Address, { amountWei: bigint; cumulativeWei: bigint }] => [
    hexFromDb(row.operator),
    { amountWei: weiFromDb(row.amount_wei), cumulativeWei: weiFromDb(row.cumulative_wei) },
  ])
  return { number, entries: new Map(entries) }
}

const UNVERIFIED_COLUMNS =
  'number, root, data_hash, cumulative_total_wei, ends_at, posted_at, file_state, file_reason'

type DbUnverifiedEpoch = {
  number: bigint
  root: Buffer
  data_hash: Buffer
  cumulative_total_wei: string
  ends_at: Date
  posted_at: Date
  file_state: 'pending' | 'refused'
  file_reason: string | null
}

function toUnverifiedEpoch(row: DbUnverifiedEpoch): UnverifiedEpoch {
  return {
    number: row.number,
    root: hexFromDb(row.root),
    dataHash: hexFromDb(row.data_hash),
    cumulativeTotalWei: weiFromDb(row.cumulative_total_wei),
    endsAt: row.ends_at.getTime() / 1000,
    postedAt: row.posted_at.getTime() / 1000,
    fileState: row.file_state,
    fileReason: row.file_reason,
  }
}
