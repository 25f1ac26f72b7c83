import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'

export type AuditRecord = {
  /** Results of the last 30 days that were judged right: the network's own work, and audits that agreed. */
  validResults: number
  /** Audits of its results since a time. */
  recentAudits: number
}

const KNOWN_MS = 30 * 86_400_000

/** What audits have found of a node so far. An audit's first attempt is the one it is about (insertAudit). */
export async function getAuditRecord(
  db: Db,
  { node, since, now }: { node: Address; since: Date; now: Date },
): Promise<AuditRecord> {
  const { rows } = await db.query<{ valid: number; recent: number }>({
    name: 'get-audit-record',
    text: `SELECT (SELECT count(*) FROM (SELECT 1 FROM work_receipt w
               WHERE w.node = $1 AND w.recorded_at > $3 AND w.is_valid AND w.origin <> 'rented' LIMIT 10000) o)::int
             + (SELECT count(*) FILTER (WHERE a.is_agreed))::int AS valid,
             count(*) FILTER (WHERE a.assigned_at > $2)::int AS recent
           FROM job_attempt a JOIN job j ON j.id = a.job_id
           WHERE a.node = $1 AND a.assigned_at > $3 AND a.fence = 1 AND a.receipt ->> 'jobId' <> a.job_id AND j.origin = 'audit'`,
    values: [hexToDb(node), since, new Date(now.getTime() - KNOWN_MS)],
  })
  const row = rows[0]
  return { validResults: row?.valid ?? 0, recentAudits: row?.recent ?? 0 }
}
