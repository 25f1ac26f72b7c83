import type { Db } from '../pool.ts'

/** A job that ended is over once nothing can change it: its lease's money is settled, its receipts are published. */
const ENDED = "status IN ('accepted', 'settled', 'failed')"

/**
 * What is dropped, and after how long. Every statement takes $1 rows at most and tells how many it found. Messages are
 * kept longer than anything old may enter the outbox (outbox-messages.ts).
 *
 * Not here: blobs, which gateways drop when their time is over; whatever tells of the chain or of epochs; and jobs of
 * leases that are open, whose results are what the next voucher adds up.
 */
const statements = {
  /** Checks and audits of the network: 7 days after they were made. */
  'own-jobs': `SELECT id FROM job WHERE ${ENDED} AND created_at < now() - interval '7 days' AND lease_id IS NULL
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
  /** Revoked webhooks: 30 days after the last delivery to them is gone. */
  webhooks: `SELECT id FROM webhook w WHERE state = 'revoked' AND created_at < now() - interval '30 days'
               AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id) LIMIT $1`,
} as const

export type Pruning = keyof typeof statements
export const prunings = Object.keys(statements) as Pruning[]

const drops: Record<Pruning, string> = {
  'own-jobs': jobsAndAll(),
  'rented-jobs': jobsAndAll(),
  'job-logs': 'd AS (DELETE FROM job_log WHERE job_id IN (SELECT id FROM old))',
  messages: 'd AS (DELETE FROM outbox_message WHERE id IN (SELECT id FROM old))',
  deliveries: 'd AS (DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM old))',
  webhooks: 'd AS (DELETE FROM webhook WHERE id IN (SELECT id FROM old))',
}

function jobsAndAll(): string {
  return ['job_log WHERE job_id', 'job_attempt WHERE job_id', 'job WHERE id']
    .map((place, index) => `d${index} AS (DELETE FROM ${place} IN (SELECT id FROM old))`)
    .join(', ')
}

/** Drops at most `limit` of what is too old, in one statement, and gives how many it found. */
export async function pruneBatch(db: Db, what: Pruning, limit: number): Promise<number> {
  const { rows } = await db.query<{ found: number }>({
    text: `WITH old AS (${statements[what]}), ${drops[what]} SELECT count(*)::int AS found FROM old`,
    values: [limit],
  })
  return rows[0]?.found ?? 0
}
