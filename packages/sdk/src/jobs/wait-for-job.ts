import { isOver, type Job, type JobWithAttempts } from './job-answers.ts'
import type { LeaseWatcher } from './watch-lease.ts'

export type WaitOptions = {
  signal?: AbortSignal
  /** Told of each state it is seen in. */
  onChange?: (job: Job) => void
}

/**
 * Until a job has returned or ended. 1. It is listened for before it is looked at, so that nothing falls in between.
 * 2. What is told later says the state it is in, so a missed state is only never told. Throws the signal's reason, and
 * what ends the stream.
 */
export async function waitForJob(
  jobId: string,
  { watcher, get }: { watcher: LeaseWatcher; get: (jobId: string) => Promise<JobWithAttempts> },
  { signal, onChange }: WaitOptions,
): Promise<JobWithAttempts> {
  let last = ''
  const tell = (job: Job) => {
    const now = `${job.reason.code} ${job.fence}`
    if (now !== last) onChange?.(job)
    last = now
  }
  let leave = () => {}
  const over = new Promise<void>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    leave = watcher.listen({
      onJob: (job) => {
        if (job.jobId !== jobId) return
        tell(job)
        if (isOver(job)) resolve()
      },
      onEnd: reject,
    })
  })
  // Awaited below, unless it is over already.
  over.catch(() => {})
  try {
    signal?.throwIfAborted()
    const job = await get(jobId)
    tell(job)
    if (isOver(job)) return job
    await over
    return await get(jobId)
  } finally {
    leave()
  }
}
