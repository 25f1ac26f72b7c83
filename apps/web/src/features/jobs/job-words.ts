import type { RouterOutputs } from '@network3/api/types'

export type JobItem = RouterOutputs['jobs']['find']['items'][number]
export type JobView = RouterOutputs['jobs']['get']
export type JobState = JobItem['state']

/** Nothing moves any more. */
export const isOver = (state: JobState): boolean =>
  state === 'accepted' || state === 'disputed' || state === 'settled' || state === 'failed'

/** A node still has to do something. */
export const isMoving = (state: JobState): boolean =>
  state === 'queued' || state === 'assigned' || state === 'running'

export function jobTone(state: JobState): 'signal' | 'line' | 'warn' | 'bad' {
  if (state === 'failed') return 'bad'
  if (state === 'disputed' || state === 'needs-reseal') return 'warn'
  return state === 'queued' ? 'line' : 'signal'
}

/** `job_0192…a1b2`: ids begin with a time, so that only their ends tell them apart. */
export const shortJobId = (jobId: string): string => `${jobId.slice(0, 8)}…${jobId.slice(-6)}`

/** What two nodes that run the same job must agree on, by its class of determinism. */
export const classWords: Record<JobView['class'], string> = {
  D0: 'Two honest nodes give the same output to the last bit (class D0).',
  D1: 'Integer arithmetic alone: two honest nodes give the same output to the last bit (class D1).',
  D2: 'Floating point of the device: outputs of two nodes may differ a little (class D2).',
}

/** Milliseconds as seconds: `0.214 s`. */
export const formatMs = (ms: string | number): string => `${(Number(ms) / 1000).toFixed(3)} s`
