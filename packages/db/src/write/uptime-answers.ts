import type { Address, Hex } from '@network3/core/hex'
import type { Pool } from '../pool.ts'
import { hexToDb } from './hex.ts'
import { inTransaction } from './in-transaction.ts'
import { firstOpenEpoch, lockToMeasure } from './measuring-lock.ts'

export type UptimeAnswer = {
  epoch: bigint
  node: Address
  slot: number
  /** Slots answered before it, a bit each; the nonce covers them. */
  before: number
  nonce: Hex
  signature: Hex
  answeredAt: Date
}

/** Keeps answers that are not kept yet, of epochs whose receipts are open; gives how many that were. */
export async function addUptimeAnswers(pool: Pool, answers: readonly UptimeAnswer[]): Promise<number> {
  if (answers.length === 0) return 0
  return inTransaction(pool, async (tx) => {
    await lockToMeasure(tx)
    const { rowCount } = await tx.query({
      name: 'add-uptime-answers',
      text: `INSERT INTO uptime_answer (epoch, node, slot, before, nonce, signature, answered_at)
             SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::int[], $4::int[], $5::bytea[], $6::bytea[],
               $7::timestamptz[]) AS answer (epoch, node, slot, before, nonce, signature, answered_at)
             WHERE epoch >= ${firstOpenEpoch}
             ON CONFLICT DO NOTHING`,
      values: [
        answers.map(({ epoch }) => epoch),
        answers.map(({ node }) => hexToDb(node)),
        answers.map(({ slot }) => slot),
        answers.map(({ before }) => before),
        answers.map(({ nonce }) => hexToDb(nonce)),
        answers.map(({ signature }) => hexToDb(signature)),
        answers.map(({ answeredAt }) => answeredAt),
      ],
    })
    return rowCount ?? 0
  })
}
