import { type JobStatus, jobStatuses } from '@network3/core/jobs/job-status'

/** How far somebody who watches has come with one job: the state told last, and the last piece of its log. */
export type JobPlace = { status: JobStatus; fence: number; logFence: number; logIndex: number }

/** Where to go on. `job` only where one job is watched: of a lease, what happened since `atMs` is told again. */
export type WatchPlace = { atMs: number; job: JobPlace | undefined }

export function encodeWatchId({ atMs, job }: WatchPlace): string {
  if (job === undefined) return String(atMs)
  return [atMs, job.status, job.fence, job.logFence, job.logIndex].join('~')
}

/** Reads an id; undefined for anything that is not one. */
export function parseWatchId(id: string): WatchPlace | undefined {
  const match = /^(\d{1,15})(?:~([a-z-]{1,20})~(\d{1,9})~(\d{1,9})~(\d{1,9}))?$/.exec(id)
  if (match === null) return undefined
  const [, atMs, word, fence, logFence, logIndex] = match
  if (word === undefined) return { atMs: Number(atMs), job: undefined }
  const status = jobStatuses.find((each) => each === word)
  if (status === undefined) return undefined
  const job = { status, fence: Number(fence), logFence: Number(logFence), logIndex: Number(logIndex) }
  return { atMs: Number(atMs), job }
}
