import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb } from '../../write/hex.ts'

/** An epoch's receipts exactly as closed; undefined while it is open. */
export async function getEpochReceipts(
  db: Db,
  epoch: bigint,
): Promise<{ hash: Hex; content: string } | undefined> {
  const { rows } = await db.query<{ hash: Buffer; content: string }>({
    name: 'get-epoch-receipts',
    text: 'SELECT hash, content FROM epoch_receipts WHERE epoch = $1',
    values: [epoch],
  })
  return rows[0] && { hash: hexFromDb(rows[0].hash), content: rows[0].content }
}
