import { randomInt } from 'node:crypto'
import { auditChance } from '@network3/core/jobs/audit-chance'
import { findAttempts } from '@network3/db/queries/job/find-attempts'
import { getAuditRecord } from '@network3/db/queries/job/get-audit-record'
import type { JobRow } from '@network3/db/queries/job/job-row'
import { changeJob, type LockedJob } from '@network3/db/write/change-job'
import { insertAudit } from '@network3/db/write/insert-audit'
import type { WorkReceipt } from '@network3/protocol/node/work-receipt'
import { workReceiptSchema } from '@network3/protocol/node/work-receipt'
import type { JobContext } from './job-context.ts'

const HOUR_MS = 3_600_000
/** Of one node's results at most so many an hour are run again: renting from oneself must not make others work. */
const MOST_AN_HOUR = 30
const CHANCES = 1_000_000

/**
 * Has a rented result run again elsewhere, by chance and always while its node is new, in the transaction that takes
 * it. Only what other nodes may see and compute bit for bit: public work of the classes D0 and D1.
 */
export async function auditByChance({ tx, job }: LockedJob, receipt: WorkReceipt, now: Date): Promise<void> {
  const isComparable = job.visibility === 'public' && job.class !== 'D2' && receipt.outcome === 'ok'
  if (job.origin !== 'rented' || !isComparable) return
  const since = new Date(now.getTime() - HOUR_MS)
  const record = await getAuditRecord(tx, { node: receipt.node, since, now })
  if (record.recentAudits >= MOST_AN_HOUR) return
  if (randomInt(CHANCES) >= auditChance(record.validResults) * CHANCES) return
  await insertAudit(tx, { job, fence: receipt.fence, now })
}

/** Where others came to another result, the submitter is told, and does not pay by being silent. */
export async function tellOfAudit(context: JobContext, audit: JobRow): Promise<void> {
  if (audit.origin !== 'audit') return
  const [first] = await findAttempts(context.deps.pool, [audit.id])
  if (first === undefined || first.isAgreed !== false) return
  const { jobId } = workReceiptSchema.parse(first.receipt)
  if (jobId === audit.id) return
  const now = context.now()
  const detail = `Other nodes came to another result: ${audit.id}.`
  await changeJob(context.deps.pool, { jobId, now }, ({ apply }) => apply({ type: 'dispute' }, { detail }))
  context.metrics.event('audit-disagreed')
  context.deps.logger.warn({ jobId, audit: audit.id, node: first.node }, 'an audit came to another result')
}
