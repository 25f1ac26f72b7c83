import type { Address } from '@network3/core/hex'
import type { Db } from '../pool.ts'
import { hexToDb } from './hex.ts'

/** A node came to this gateway: its attempts are now this gateway's to follow, and to end when the node leaves. */
export async function adoptAttempts(db: Db, node: Address, gateway: string): Promise<void> {
  await db.query({
    name: 'adopt-attempts',
    text: `UPDATE job_attempt SET gateway = $2
           WHERE node = $1 AND gateway <> $2 AND status IN ('assigned', 'running', 'committed')`,
    values: [hexToDb(node), gateway],
  })
}
