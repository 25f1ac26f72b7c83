import { AppError, isAppError } from '@network3/core/app-error'
import type { WorkReceipt } from '@network3/protocol/node/work-receipt'
import type { JobClient } from './create-job-client.ts'
import type { Job, JobWithAttempts } from './job-answers.ts'
import { hashesOf, type JobToRun } from './prepare-job.ts'

/** A job by its place among those given. */
export type JobOutcome =
  | { index: number; jobId: string; output: Uint8Array; receipt: WorkReceipt }
  | { index: number; jobId: string | undefined; error: unknown }

export type RunJobsOptions = {
  /** Of one or more leases; each takes its turn. */
  clients: readonly JobClient[]
  jobs: Iterable<JobToRun> | AsyncIterable<JobToRun>
  /**
   * Names them together: run again under the same name, on the same leases, nothing is sent twice and what is there is
   * only fetched. Default: a new name, so that everything is new.
   */
  batch?: string | undefined
  /** Jobs under way at one time; default 8. More than the leases have slots only keep the slots busy. */
  concurrency?: number | undefined
  /** Default true: a result that opened is accepted, which signs its voucher. */
  accept?: boolean | undefined
  onChange?: ((index: number, job: Job) => void) | undefined
  signal?: AbortSignal | undefined
}

/** Runs any number of jobs, in the order they finish. One that fails is an outcome and stops none of the others. */
export async function* runJobs(options: RunJobsOptions): AsyncGenerator<JobOutcome> {
  const { clients, jobs, concurrency = 8, signal } = options
  if (clients.length === 0) throw new AppError('INPUT_INVALID', 'There is no lease to run them on.')
  const known = options.batch === undefined ? new Map<string, string>() : await findKnown(clients)
  const batch = options.batch ?? crypto.randomUUID()
  const source = entriesOf(jobs)
  const running = new Map<number, Promise<JobOutcome>>()
  for (let isMore = true; ; ) {
    while (isMore && running.size < concurrency && signal?.aborted !== true) {
      const next = await source.next()
      isMore = next.done !== true
      if (next.done === true) break
      const [index, job] = next.value
      const client = clients[index % clients.length]
      if (client === undefined) break
      const requestKey = job.requestKey ?? `${batch}-${index}`
      const jobId = known.get(keyOf(client, requestKey))
      running.set(index, runOne(client, { ...job, requestKey }, index, jobId, options))
    }
    if (running.size === 0) return
    const outcome = await Promise.race(running.values())
    running.delete(outcome.index)
    yield outcome
  }
}

async function runOne(
  client: JobClient,
  job: JobToRun,
  index: number,
  knownId: string | undefined,
  { accept = true, onChange, signal }: RunJobsOptions,
): Promise<JobOutcome> {
  let jobId = knownId
  try {
    jobId ??= (await client.submit(job)).jobId
    const over = await client.wait(jobId, {
      ...(signal === undefined ? {} : { signal }),
      onChange: (changed: Job) => onChange?.(index, changed),
    })
    if (over.state === 'failed') throw failed(over)
    const { output, receipt } = await client.open(jobId, { sent: hashesOf(job) })
    if (accept && over.state === 'returned') {
      const accepted = await client.accept(jobId)
      onChange?.(index, accepted)
    }
    return { index, jobId, output, receipt }
  } catch (error) {
    return { index, jobId, error }
  }
}

function failed({ reason, detail }: JobWithAttempts): AppError {
  const sentence = detail === null ? reason.sentence : `${reason.sentence} (${detail})`
  return new AppError('JOB_FAILED', sentence, { details: { reason: reason.code, detail } })
}

const keyOf = ({ leaseId }: JobClient, requestKey: string) => `${leaseId} ${requestKey}`

/** Jobs that were sent before, by the key of their request. */
async function findKnown(clients: readonly JobClient[]): Promise<Map<string, string>> {
  const known = new Map<string, string>()
  for (const client of clients) {
    for await (const { jobId, requestKey } of client.list()) {
      if (requestKey !== null) known.set(keyOf(client, requestKey), jobId)
    }
  }
  return known
}

async function* entriesOf<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<[number, T]> {
  let index = 0
  for await (const item of items) yield [index++, item]
}

/** Whether an outcome has an output. */
export function isDone(outcome: JobOutcome): outcome is Extract<JobOutcome, { output: Uint8Array }> {
  return 'output' in outcome
}

/** Whether a failure is a job's own, not of the way to it. */
export function isJobFailure(error: unknown): boolean {
  return isAppError(error, 'JOB_FAILED', 'JOB_RESULT_INVALID')
}
