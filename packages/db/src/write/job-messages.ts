import { checksumAddress } from '@network3/core/address'
import type { JobStatus } from '@network3/core/jobs/job-status'
import type { WebhookEvent } from '@network3/core/webhooks/webhook-events'
import { publishToPostgres } from '../bus/publish-to-postgres.ts'
import type { PoolClient } from '../pool.ts'
import type { JobRow } from '../queries/job/job-row.ts'
import { weiToDb } from '../wei.ts'
import { hexFromDb } from './hex.ts'
import { insertMessages } from './outbox-messages.ts'

const eventOf: Partial<Record<JobStatus, WebhookEvent>> = {
  returned: 'job.returned',
  failed: 'job.failed',
  accepted: 'job.accepted',
}

/** Topic on which the worker is told that there is something to send at once. */
export const OUTBOX_TOPIC = 'outbox.new'

/** Tells the renter's and the operator's webhooks of a rented job's new state, in the transaction that made it so. */
export async function insertJobMessage(tx: PoolClient, job: JobRow, now: Date): Promise<void> {
  const event = eventOf[job.status]
  if (event === undefined || job.leaseId === null) return
  const { rows } = await tx.query<{ renter: Buffer; operator: Buffer }>({
    name: 'find-subscribed-lease',
    text: `SELECT l.renter, l.operator FROM lease l WHERE l.id = $1 AND EXISTS (SELECT 1 FROM webhook w
             WHERE w.account IN (l.renter, l.operator) AND w.state = 'active' AND $2 = ANY(w.events))`,
    values: [weiToDb(job.leaseId), event],
  })
  const lease = rows[0]
  if (lease === undefined) return
  const written = await insertMessages(tx, [
    {
      ...{
        event,
        accounts: [hexFromDb(lease.renter), hexFromDb(lease.operator)],
        occurredAt: now,
        place: null,
      },
      data: {
        ...{ jobId: job.id, leaseId: String(job.leaseId), requestKey: job.requestKey, state: job.status },
        ...{ reason: job.reason, detail: job.detail, fence: job.fence },
        node: job.node && checksumAddress(job.node),
        ...{ resultBlob: job.resultBlob, billedMs: job.billedMs === null ? null : String(job.billedMs) },
        acceptsAt: job.acceptsAt?.toISOString() ?? null,
      },
    },
  ])
  if (written > 0) await publishToPostgres(tx, OUTBOX_TOPIC, '')
}
