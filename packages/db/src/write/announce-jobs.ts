import { publishToPostgres } from '../bus/publish-to-postgres.ts'
import type { Pool } from '../pool.ts'
import { weiFromDb } from '../wei.ts'

/** Topic of what rented jobs do, as written by `announceJob` and read by `parseJobNews`. */
export const JOB_NEWS_TOPIC = 'jobs.changed'

/** A rented job something happened to: to its state, or its log. */
export type JobNews = { jobId: string; leaseId: bigint }

/** News of one moment go together, so that a thousand jobs are not a thousand notices. */
const GATHER_MS = 20
/** A notice holds 8,000 bytes at most, and a lease's id up to 78 digits. */
const JOBS_PER_NOTICE = 60

const gathered = new WeakMap<Pool, Set<string>>()

/**
 * Tells whoever watches that something happened to a job, soon and once it is committed. Wakes only: what happened is in
 * the tables, and watchers look there by themselves as well, so that a notice that is lost (this process dies) costs
 * seconds. Outside the job's own transaction, for notices make commits wait for each other.
 */
export function announceJob(pool: Pool, jobId: string): void {
  const waiting = gathered.get(pool)
  if (waiting !== undefined) {
    waiting.add(jobId)
    return
  }
  const jobIds = new Set([jobId])
  gathered.set(pool, jobIds)
  setTimeout(() => {
    gathered.delete(pool)
    // A pool that was closed meanwhile has nobody left to tell.
    publish(pool, [...jobIds]).catch(() => undefined)
  }, GATHER_MS).unref()
}

async function publish(pool: Pool, jobIds: readonly string[]): Promise<void> {
  const { rows } = await pool.query<{ id: string; lease_id: string }>({
    name: 'find-leases-of-jobs',
    text: 'SELECT id, lease_id FROM job WHERE id = ANY($1) AND lease_id IS NOT NULL',
    values: [jobIds],
  })
  for (let at = 0; at < rows.length; at += JOBS_PER_NOTICE) {
    const news = rows.slice(at, at + JOBS_PER_NOTICE).map(({ id, lease_id }) => `${id}:${lease_id}`)
    await publishToPostgres(pool, JOB_NEWS_TOPIC, news.join(','))
  }
}

/** What a notice says; nothing of it that cannot be read. */
export function parseJobNews(payload: string): JobNews[] {
  return payload.split(',').flatMap((each) => {
    const match = /^(job_[0-9a-f]{32}):(\d{1,78})$/.exec(each)
    return match === null ? [] : { jobId: match[1] ?? '', leaseId: weiFromDb(match[2] ?? '') }
  })
}
