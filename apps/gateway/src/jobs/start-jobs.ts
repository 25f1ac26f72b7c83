import type { JobOrigin } from '@network3/core/jobs/job-terms'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import { findHeldAttempts } from '@network3/db/queries/job/find-held-attempts'
import type { GatewayDeps, GatewayPart } from '../gateway-deps.ts'
import type { Hub } from '../hub.ts'
import { createCoalesced } from './create-coalesced.ts'
import { dispatchRound } from './dispatch-round.ts'
import { endAttempt } from './end-attempt.ts'
import { handleFrames } from './handle-frames.ts'
import { type JobContext, topics } from './job-context.ts'
import { createJobMetrics } from './job-metrics.ts'
import type { Judge } from './judge.ts'
import { createNodeSlots } from './node-slots.ts'
import { stopHere, sweep } from './sweep.ts'
import { revealHere } from './take-commitment.ts'

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

/** Ends of sessions after which the node is on its way to another one, and keeps what it does. */
const MOVING: readonly NodeReasonCode[] = ['NODE_OFFLINE_REPLACED', 'NODE_OFFLINE_GATEWAY']

/**
 * Jobs on this gateway's sessions: given to free nodes as they come in, followed, and taken back. Woken by the bus and
 * by what nodes say; looks by itself as well, so that a lost message costs seconds, never a job.
 */
export function startJobs(hub: Hub, deps: GatewayDeps, options: JobsOptions): JobsPart {
  const { epochAt, silenceMs = 600_000, lookMs = 2_000 } = options
  const metrics = createJobMetrics(deps.metrics)
  const onError = (what: string) => (error: unknown) => deps.logger.error({ err: error }, `${what} failed`)
  const rounds = createCoalesced(async () => {
    while (!deps.signal.aborted && (await dispatchRound(context))) {
      // More was waiting than one round gives.
    }
  }, onError('dispatching jobs'))
  const sweeps = createCoalesced(() => sweep(context), onError('looking after jobs'))
  // A bus that is away costs others two seconds, until their next look, and never what was written here.
  const tell = (topic: string, jobId: string) =>
    deps.bus.publish(topic, jobId).catch(onError('telling other gateways'))
  const context: JobContext = {
    ...{ hub, deps, metrics, epochAt, silenceMs, slots: createNodeSlots(), judges: new Map() },
    now: () => new Date(deps.clock.now()),
    dispatch: rounds.run,
    announceOver: async (jobId) => {
      await stopHere(context, [jobId])
      await tell(topics.over, jobId)
    },
    announceReveal: async (jobId) => {
      await revealHere(context, jobId)
      await tell(topics.reveal, jobId)
    },
  }
  handleFrames(context)
  hub.onJoin(() => rounds.run())
  hub.onChange(() => rounds.run())
  const leaving = new Set<Promise<void>>()
  hub.onLeave(({ node }, { reason }) => {
    context.slots.forget(node)
    if (MOVING.includes(reason)) return
    const left = releaseNode(context, node, reason).catch(onError('taking back jobs'))
    leaving.add(left)
    left.then(() => leaving.delete(left))
  })
  const look = () => {
    rounds.run()
    sweeps.run()
  }
  const timer = setInterval(look, lookMs)
  const subscribe = async () => {
    const stop = (jobId: string) => void stopHere(context, [jobId]).catch(onError('stopping jobs'))
    const reveal = (jobId: string) => void revealHere(context, jobId).catch(onError('revealing results'))
    return [
      await deps.bus.subscribe(topics.queued, rounds.run, look),
      await deps.bus.subscribe(topics.over, stop, look),
      await deps.bus.subscribe(topics.reveal, reveal, look),
    ]
  }
  const subscribed = subscribe()
  subscribed.then(look, onError('subscribing to jobs'))
  return {
    onReturned: (origin, judge) => void context.judges.set(origin, judge),
    close: async () => {
      clearInterval(timer)
      const subscriptions = await subscribed.catch(() => [])
      await Promise.all(subscriptions.map(({ close }) => close()))
      await Promise.all([rounds.close(), sweeps.close(), ...leaving])
    },
  }
}

/** The node is gone for good: what it held here goes elsewhere, unless another gateway took it over meanwhile. */
async function releaseNode(context: JobContext, node: `0x${string}`, reason: string): Promise<void> {
  for (const { attempt } of await findHeldAttempts(context.deps.pool, node)) {
    if (attempt.gateway === context.deps.gatewayId) {
      await endAttempt(context, attempt, 'ATTEMPT_NODE_LOST', reason)
    }
  }
}
