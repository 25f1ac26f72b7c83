import { newId } from '@network3/core/ids'
import type { Db } from '../pool.ts'
import type { JobRow } from '../queries/job/job-row.ts'
import { insertJob } from './insert-job.ts'

/** How long others have for it, milliseconds. */
const WITHIN_MS = 15 * 60_000

/**
 * Queues a public job a second time, as the network's own: its first attempt is the one that returned, and counts as a
 * replica that has shown its result; the others are asked of other owners. Gives the audit's id; undefined when the
 * job's blobs are gone.
 */
export async function insertAudit(
  tx: Db,
  { job, fence, now }: { job: JobRow; fence: number; now: Date },
): Promise<string | undefined> {
  const id = newId('job', now)
  const inserted = await insertJob(tx, {
    ...{ id, request: null, origin: 'audit', kind: job.kind, class: job.class, visibility: 'public' },
    ...{ moduleBlob: job.moduleBlob, inputBlob: job.inputBlob, sealedTo: [], terms: job.terms, replicas: 2 },
    ...{ createdAt: now, deadlineAt: new Date(now.getTime() + WITHIN_MS) },
  })
  if (inserted === undefined) return undefined
  await tx.query({
    name: 'insert-audited-attempt',
    text: `INSERT INTO job_attempt (job_id, fence, node, operator, subnet, gateway, status, reason, receipt, assigned_at,
             started_at, returned_at, ended_at)
           SELECT $1, 1, node, operator, subnet, gateway, status, reason, receipt, $4, started_at, returned_at, ended_at
           FROM job_attempt WHERE job_id = $2 AND fence = $3`,
    values: [id, job.id, fence, now],
  })
  await tx.query('UPDATE job SET fence = 1, wanted = 1 WHERE id = $1', [id])
  return id
}
