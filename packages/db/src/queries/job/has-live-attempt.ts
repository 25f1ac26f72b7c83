import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'

/** Whether a node has a job that has not returned. */
export async function hasLiveAttempt(db: Db, node: Address): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>({
    name: 'has-live-attempt',
    text: `SELECT EXISTS (SELECT 1 FROM job_attempt
             WHERE node = $1 AND status IN ('assigned', 'running', 'committed')) AS found`,
    values: [hexToDb(node)],
  })
  return rows[0]?.found === true
}
