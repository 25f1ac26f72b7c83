import type { Address } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { weiFromDb, weiToDb } from '../wei.ts'
import { hexFromDb, hexToDb } from './hex.ts'
import { deleteUnseenOperators } from './operators.ts'
import { addPayments, hourOf } from './payments.ts'

/** What a verified file says of one operator: its increment in this epoch, and all it ever earned. */
export type OperatorIncrement = { operator: Address; amountWei: bigint; cumulativeWei: bigint }
/** `inputs` are the score's inputs and factors as in the file. */
export type NodeIncrement = { node: Address; operator: Address; amountWei: bigint; inputs: unknown }

/** The hour an epoch's rewards are counted in: that of its last second. */
export function hourOfEpoch(endsAt: number): number {
  return hourOf(endsAt - 1)
}

/** Counts a verified file as earned: rows, sums and the epoch's state. `endsAt` and `postedAt` in seconds. */
export async function addRewards(
  tx: Client,
  epoch: { number: bigint; endsAt: number; postedAt: number },
  operators: readonly OperatorIncrement[],
  nodes: readonly NodeIncrement[],
): Promise<void> {
  const earning = operators.filter((entry) => entry.amountWei > 0n)
  // An operator of an attested file counts even if the chain never mentioned it.
  await tx.query(
    `INSERT INTO operator (address, first_seen_at) SELECT address, to_timestamp($2::bigint)
     FROM unnest($1::bytea[]) AS a(address) ON CONFLICT (address) DO UPDATE SET first_seen_at = excluded.first_seen_at
       WHERE operator.first_seen_at > excluded.first_seen_at`,
    [earning.map((entry) => hexToDb(entry.operator)), epoch.postedAt],
  )
  await tx.query(
    `INSERT INTO operator_reward (epoch, operator, amount_wei, cumulative_wei)
     SELECT $1, * FROM unnest($2::bytea[], $3::numeric[], $4::numeric[])`,
    [
      epoch.number,
      operators.map((entry) => hexToDb(entry.operator)),
      operators.map((entry) => weiToDb(entry.amountWei)),
      operators.map((entry) => weiToDb(entry.cumulativeWei)),
    ],
  )
  await tx.query(
    `INSERT INTO node_reward (epoch, node, operator, amount_wei, inputs)
     SELECT $1, * FROM unnest($2::bytea[], $3::bytea[], $4::numeric[], $5::jsonb[])`,
    [
      epoch.number,
      nodes.map((entry) => hexToDb(entry.node)),
      nodes.map((entry) => hexToDb(entry.operator)),
      nodes.map((entry) => weiToDb(entry.amountWei)),
      nodes.map((entry) => JSON.stringify(entry.inputs)),
    ],
  )
  const hour = hourOfEpoch(epoch.endsAt)
  await addPayments(
    tx,
    earning.map((entry) => ({ operator: entry.operator, hour, earnedWei: entry.amountWei, paidWei: 0n })),
  )
  await tx.query(
    `UPDATE epoch SET file_state = 'verified', file_reason = NULL, file_detail = NULL WHERE number = $1`,
    [epoch.number],
  )
}

/** Takes back what the given epochs counted as earned; those never verified have nothing to take back. */
export async function reverseRewards(tx: Client, epochs: readonly bigint[]): Promise<void> {
  if (epochs.length === 0) return
  const { rows } = await tx.query<{ operator: Buffer; amount_wei: string; ends_at: Date }>(
    `WITH removed AS (DELETE FROM operator_reward WHERE epoch = ANY($1::bigint[]) RETURNING epoch, operator, amount_wei)
     SELECT operator, amount_wei, ends_at FROM removed JOIN epoch ON epoch.number = removed.epoch`,
    [epochs],
  )
  if (rows.length === 0) return
  await tx.query('DELETE FROM node_reward WHERE epoch = ANY($1::bigint[])', [epochs])
  await addPayments(
    tx,
    rows
      .filter((row) => row.amount_wei !== '0')
      .map((row) => ({
        operator: hexFromDb(row.operator),
        hour: hourOfEpoch(row.ends_at.getTime() / 1000),
        earnedWei: -weiFromDb(row.amount_wei),
        paidWei: 0n,
      })),
  )
  await deleteUnseenOperators(
    tx,
    rows.map((row) => hexFromDb(row.operator)),
  )
}
