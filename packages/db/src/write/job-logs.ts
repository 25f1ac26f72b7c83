import type { Address, Hex } from '@network3/core/hex'
import type { Db } from '../pool.ts'
import { hexToDb } from './hex.ts'

/** What is kept of an attempt's log: 5 MiB at most. The runtime cuts a log off at 256 KiB, sealing adds a little. */
const MAX_PIECES = 256
const MAX_PIECE_BYTES = 20 * 1024

/**
 * Keeps a piece of a log, once. False, and nothing is kept, when the attempt is not this node's or is over, or has
 * written all it may.
 */
export async function insertJobLog(
  db: Db,
  log: { jobId: string; fence: number; node: Address; index: number; envelope: Hex; at: Date },
): Promise<boolean> {
  if (log.index >= MAX_PIECES || log.envelope.length > 2 + 2 * MAX_PIECE_BYTES) return false
  const { rows } = await db.query<{ is_live: boolean }>({
    name: 'insert-job-log',
    text: `WITH a AS (SELECT job_id, fence FROM job_attempt
             WHERE job_id = $1 AND fence = $2 AND node = $3 AND status IN ('assigned', 'running', 'committed')),
           i AS (INSERT INTO job_log (job_id, fence, index, envelope, at)
             SELECT job_id, fence, $4, $5, $6 FROM a ON CONFLICT DO NOTHING)
           SELECT EXISTS (SELECT 1 FROM a) AS is_live`,
    values: [log.jobId, log.fence, hexToDb(log.node), log.index, hexToDb(log.envelope), log.at],
  })
  return rows[0]?.is_live === true
}
