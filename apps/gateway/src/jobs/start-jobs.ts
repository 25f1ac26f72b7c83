import type { JobOrigin } from '@network3/core/jobs/job-terms'
import type { GatewayDeps, GatewayPart } from '../gateway-deps.ts'
import type { Hub } from '../hub.ts'
import type { Judge, Judges } from './judge.ts'

export type JobsOptions = {
  /** The epoch a time falls in: work is counted in the epoch in which it was accepted or judged. */
  epochAt: (at: Date) => bigint
  /** Silence after a result accepts it, milliseconds; default 10 minutes. */
  silenceMs?: number
  /** How often it looks by itself, milliseconds; default 2,000. */
  lookMs?: number
}

export type JobsPart = GatewayPart & {
  /** Work of this origin is judged by `judge` as it returns, and its receipt recorded in the same transaction. */
  onReturned(origin: JobOrigin, judge: Judge): void
}

/** Jobs on this gateway's sessions: assigned, followed, taken back. */
export function startJobs(_hub: Hub, deps: GatewayDeps, options: JobsOptions): JobsPart {
  const judges: Judges = new Map()
  deps.logger.debug({ lookMs: options.lookMs }, 'jobs were started')
  return {
    onReturned: (origin, judge) => void judges.set(origin, judge),
    close: async () => {},
  }
}
