import type { Address } from '@network3/core/hex'
import type { GatewayDeps } from '../gateway-deps.ts'
import type { Hub } from '../hub.ts'
import type { JobMetrics } from './job-metrics.ts'
import type { Judges } from './judge.ts'
import type { NodeSlots } from './node-slots.ts'

/** What the parts of this folder share. */
export type JobContext = {
  hub: Hub
  deps: GatewayDeps
  slots: NodeSlots
  judges: Judges
  metrics: JobMetrics
  epochAt: (at: Date) => bigint
  silenceMs: number
  now(): Date
  /** Looks for work to assign, soon. */
  dispatch(): void
  /** Tells every gateway that attempts of this job may have ended, so that their nodes stop. */
  announceOver(jobId: string): Promise<void>
  /** Tells every gateway that the replicas of this job have all committed, and may show their results. */
  announceReveal(jobId: string): Promise<void>
}

/** Topics of the bus. Payloads are job ids: what is the case stands in the database. */
export const topics = { queued: 'jobs.queued', over: 'jobs.over', reveal: 'jobs.reveal' } as const

export type Held = { node: Address; jobId: string; fence: number }
