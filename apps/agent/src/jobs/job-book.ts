import type { JobReasonCode } from '@network3/core/job-reasons'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import type { JobHandle, JobOrder } from '@network3/protocol/node/job-order'
import type { Offer } from '../limits/judge-device.ts'

type JobPhase = 'accepted' | 'running' | 'finished'
export type HeldJob = JobHandle & { phase: JobPhase }

/** What to do with an order. */
type OrderAnswer =
  | { kind: 'take' }
  /** It is held under this very fence: told twice. */
  | { kind: 'known'; phase: JobPhase }
  /** An older attempt of the same job is given up for it. */
  | { kind: 'replace'; fence: number }
  | { kind: 'refuse'; reason: JobReasonCode | NodeReasonCode }

export type JobBook = {
  judge(order: JobOrder, offer: Offer, nowMs: number): OrderAnswer
  hold(handle: JobHandle, phase: JobPhase): void
  /** False when it is not held under this fence any more. */
  move(handle: JobHandle, phase: JobPhase): boolean
  /** True when it was held under this fence. */
  drop(handle: JobHandle): boolean
  phaseOf(handle: JobHandle): JobPhase | undefined
  list(): HeldJob[]
  /** Slots taken: finished jobs wait for the gateway only. */
  busy(): number
}

/**
 * Which jobs this node holds, each under one fence. Invariant: of a job at most one attempt is held, and never an older
 * one than was seen before, so that nothing of an old attempt is published by a node that knows of a newer.
 */
export function createJobBook(): JobBook {
  const held = new Map<string, { fence: number; phase: JobPhase }>()
  const isHeld = ({ jobId, fence }: JobHandle) => held.get(jobId)?.fence === fence
  const busy = () => [...held.values()].filter(({ phase }) => phase !== 'finished').length
  return {
    judge: (order, offer, nowMs) => {
      const { jobId, fence } = order
      const known = held.get(jobId)
      if (known !== undefined) {
        if (known.fence === fence) return { kind: 'known', phase: known.phase }
        if (known.fence > fence) return refuse('ATTEMPT_SUPERSEDED')
        return { kind: 'replace', fence: known.fence }
      }
      const reason = refusalOf(order, offer, busy(), nowMs)
      return reason === undefined ? { kind: 'take' } : refuse(reason)
    },
    hold: ({ jobId, fence }, phase) => void held.set(jobId, { fence, phase }),
    move: (handle, phase) => {
      if (!isHeld(handle)) return false
      held.set(handle.jobId, { fence: handle.fence, phase })
      return true
    },
    drop: (handle) => isHeld(handle) && held.delete(handle.jobId),
    phaseOf: (handle) => (isHeld(handle) ? held.get(handle.jobId)?.phase : undefined),
    list: () => [...held].map(([jobId, { fence, phase }]) => ({ jobId, fence, phase })),
    busy,
  }
}

function refuse(reason: JobReasonCode | NodeReasonCode): OrderAnswer {
  return { kind: 'refuse', reason }
}

/** The gateway looked at the same things a moment ago; the owner may have changed limits since. */
function refusalOf(order: JobOrder, { capacity, paused }: Offer, busy: number, nowMs: number) {
  if (order.deadlineMs <= nowMs) return 'JOB_TIMED_OUT'
  if (!capacity.kinds.includes(order.kind)) return 'MATCH_KIND'
  if (!capacity.classes.includes(order.class)) return 'MATCH_CLASS'
  if (order.limits.memoryBytes > capacity.memoryBytes) return 'MATCH_MEMORY'
  if (paused !== null && (paused !== 'PAUSED_NO_KEY' || order.visibility === 'private')) return paused
  if ((order.visibility === 'private') !== (order.submitter !== null)) return 'ATTEMPT_NODE_REFUSED'
  return busy >= capacity.slots ? 'MATCH_NO_FREE_SLOT' : undefined
}
