import type { Db } from '../pool.ts'

/** A job that ended is over once nothing can change it: its lease's money is settled, its receipts are published. */
const ENDED = "status IN ('accepted', 'settled', 'failed')"

/**
 * What is dropped, and after how long. Every statement takes $1 rows at most and tells how many it found. Messages are
 * kept longer than anything old may enter the outbox (outbox-messages.ts).
 *
 * Not here: what is dropped as new comes in (blobs, quotes, pairings, sign-ins, sessions, idempotency keys); whatever
 * tells of the chain or of epochs; and jobs of leases that are open, whose results are what the next voucher adds up.
 */
const statements = {
  /** Checks by work with a known answer: 7 days after they were made. */
  checks: `SELECT id FROM job WHERE ${ENDED} AND created_at < now() - interval '7 days' AND origin = 'canary'
           ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
  /** Audits: 35 days, for how often a node is audited goes by its last 30 (queries/job/get-audit-record.ts). */
  audits: `SELECT id FROM job WHERE ${ENDED} AND created_at < now() - interval '35 days' AND origin = 'audit'
           ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
  /** Rented jobs: 90 days after their lease was closed. */
  'rented-jobs': `SELECT j.id FROM job j JOIN lease l ON l.id = j.lease_id
                  WHERE j.${ENDED} AND j.created_at < now() - interval '90 days' AND l.status = 'closed'
                    AND l.closed_at < now() - interval '90 days'
                  ORDER BY j.created_at LIMIT $1 FOR UPDATE OF j SKIP LOCKED`,
  /** Logs: 30 days after their job ended. */
  'job-logs': `SELECT id FROM job j WHERE ${ENDED} AND created_at < now() - interval '30 days'
                 AND ended_at < now() - interval '30 days' AND EXISTS (SELECT 1 FROM job_log g WHERE g.job_id = j.id)
               ORDER BY created_at LIMIT $1`,
  /** Messages that left: 30 days. */
  messages: `SELECT id FROM outbox_message WHERE released_at IS NOT NULL AND created_at < now() - interval '30 days'
             ORDER BY created_at LIMIT $1`,
  /** Deliveries that ended: 30 days. */
  deliveries: `SELECT id FROM webhook_delivery WHERE state <> 'pending' AND created_at < now() - interval '30 days'
               ORDER BY created_at LIMIT $1`,
  /** Revoked webhooks: once they are 30 days old and the last delivery to them is gone. */
  webhooks: `SELECT id FROM webhook w WHERE state = 'revoked' AND created_at < now() - interval '30 days'
               AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id) LIMIT $1`,
} as const

export type Pruning = keyof typeof statements
export const prunings = Object.keys(statements) as Pruning[]

const JOB = ['job_log.job_id', 'job_attempt.job_id', 'job.id']

/** The columns by which each finds what goes with it. */
const places: Record<Pruning, readonly string[]> = {
  ...{ checks: JOB, audits: JOB, 'rented-jobs': JOB, 'job-logs': ['job_log.job_id'] },
  ...{ messages: ['outbox_message.id'], deliveries: ['webhook_delivery.id'], webhooks: ['webhook.id'] },
}

function dropFrom(place: string, index: number): string {
  const [table, column] = place.split('.')
  return `d${index} AS (DELETE FROM ${table} WHERE ${column} IN (SELECT id FROM old))`
}

/** Drops at most `limit` of what is too old, in one statement, and gives how many it found. */
export async function pruneBatch(db: Db, what: Pruning, limit: number): Promise<number> {
  const { rows } = await db.query<{ found: number }>({
    text: `WITH old AS (${statements[what]}), ${places[what].map(dropFrom).join(', ')} SELECT count(*)::int AS found FROM old`,
    values: [limit],
  })
  return rows[0]?.found ?? 0
}
