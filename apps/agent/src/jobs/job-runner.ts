import type { AgentBody, GatewayBody } from '@network3/protocol/node/frames'
import type { JobHandle, JobOrder } from '@network3/protocol/node/job-order'
import { signText } from '@network3/protocol/node/node-signature'
import { resultCommitment } from '@network3/protocol/node/result-commitment'
import { commitmentText, meterText } from '@network3/protocol/node/signed-texts'
import type { Offer } from '../limits/judge-device.ts'
import type { Session } from '../session/session.ts'
import type { EventLog } from '../status/event-log.ts'
import { createJobBook, type HeldJob } from './job-book.ts'
import type { JobMeter } from './job-meter.ts'
import { createLogPieces } from './log-pieces.ts'
import type { ResultStore } from './result-store.ts'
import { type RunJobDeps, type RunOutcome, runJob } from './run-job.ts'

export type JobRunnerDeps = RunJobDeps & {
  results: ResultStore
  meter: JobMeter
  events: EventLog
  send: Session['send']
  offer: () => Offer
  /** Slots were taken or freed. */
  onChange: () => void
}

export type JobRunner = {
  assign(order: JobOrder): Promise<void>
  cancel(cancelled: GatewayBody<'cancel'>): Promise<void>
  reveal(handle: JobHandle): Promise<void>
  stored(handle: JobHandle): Promise<void>
  sync(settled: GatewayBody<'sync'>): Promise<void>
  /** The session stands again: what could not be offered meanwhile is offered now. */
  offerAgain(): void
  jobs(): AgentBody<'state'>['jobs']
  held(): HeldJob[]
  busy(): number
  counts(): { finished: number; failed: number; refused: number }
  /** Gives back what it has not finished; results stay on disk. */
  close(): Promise<void>
}

/**
 * The node's jobs: what the gateway says of them, and what becomes of each. A result is on disk before anybody hears of
 * it and until the gateway has stored it; it is offered again after every new stream (`sync` says which are wanted).
 */
export async function createJobRunner(deps: JobRunnerDeps): Promise<JobRunner> {
  const { results, events, send, node, chainId, privateKey } = deps
  const book = createJobBook()
  const running = new Map<string, { controller: AbortController; done: Promise<void> }>()
  const revealed = new Set<string>()
  const notOffered = new Map<string, JobHandle>()
  const counts = { finished: 0, failed: 0, refused: 0 }
  const keyOf = ({ jobId, fence }: JobHandle) => `${jobId}.${fence}`
  const bare = ({ jobId, fence }: JobHandle): JobHandle => ({ jobId, fence })

  for (const { receipt } of await results.list(deps.now())) book.hold(receipt, 'finished')

  const give = async (handle: JobHandle): Promise<void> => {
    running.get(keyOf(handle))?.controller.abort()
    revealed.delete(keyOf(handle))
    notOffered.delete(keyOf(handle))
    if (!book.drop(handle)) return
    await results.forget(handle)
    deps.onChange()
  }

  /** Shows a finished result; nothing waits for it, and what fails is tried again with the next session or sync. */
  const offer = async (handle: JobHandle): Promise<void> => {
    try {
      await show(handle)
    } catch (error) {
      events.add('warn', `The result of ${handle.jobId} waits: ${messageOf(error)}`)
    }
  }
  /** Its commitment first, where replicas do, until it is told to reveal. */
  const show = async (handle: JobHandle): Promise<void> => {
    const key = keyOf(handle)
    notOffered.set(key, bare(handle))
    const [result, blob] = await Promise.all([results.read(handle), results.readBlob(handle)])
    if (result === undefined || blob === undefined) return
    await deps.blobs.store(result.receipt.resultHash, blob)
    if (book.phaseOf(handle) !== 'finished') return
    const { receipt, nonce } = result
    const isSent =
      nonce === null || revealed.has(key)
        ? send('result', { receipt, nonce })
        : send('commitment', { ...bare(handle), ...commit(receipt, nonce) })
    if (isSent) notOffered.delete(key)
  }
  const commit = (receipt: AgentBody<'result'>['receipt'], nonce: `0x${string}`) => {
    const { jobId, fence, outcome, outputHash } = receipt
    const commitment = resultCommitment({ node, jobId, outcome, outputHash, nonce })
    const text = commitmentText({ chainId, node, jobId, fence, commitment })
    return { commitment, signature: signText(privateKey, text) }
  }

  const run = async (order: JobOrder, signal: AbortSignal): Promise<void> => {
    const handle = bare(order)
    let sealLog: (index: number, text: Uint8Array) => Uint8Array = (_, text) => text
    const pieces = createLogPieces((index, text) => {
      send('log', { ...handle, index, envelope: `0x${Buffer.from(sealLog(index, text)).toString('hex')}` })
    })
    const outcome = await runJob(deps, order, {
      signal,
      onStart: () => {
        if (book.move(handle, 'running')) send('started', handle)
      },
      onLog: (text, sealed) => {
        if (sealed !== undefined) sealLog = (index, bytes) => sealed.sealLog(handle, index, bytes)
        pieces.add(text)
      },
    })
    pieces.flush()
    await conclude(order, outcome)
  }

  const conclude = async (order: JobOrder, outcome: RunOutcome): Promise<void> => {
    const handle = bare(order)
    if (outcome.kind === 'cancelled') return give(handle)
    if (outcome.kind === 'refused') {
      if (!book.drop(handle)) return
      counts.refused += 1
      send('refused', { ...handle, reason: outcome.reason })
      return events.add('warn', `${order.jobId} was given back: ${outcome.detail}`)
    }
    await results.keep(outcome.result, outcome.blob)
    if (!book.move(handle, 'finished')) return results.forget(handle)
    const { receipt } = outcome.result
    counts[receipt.outcome === 'ok' ? 'finished' : 'failed'] += 1
    const how = receipt.outcome === 'ok' ? 'was done' : `failed (${receipt.reason})`
    events.add('info', `${order.jobId} ${how} in ${receipt.durationMs} ms`)
    await offer(handle)
    // What the receipt bills, and no more: neither the way of the bytes nor pauses of its owner's making.
    if (order.leaseId !== null) await tellMeter(order.leaseId, receipt.durationMs)
  }
  const tellMeter = async (leaseId: string, tookMs: number) => {
    const milliseconds = await deps.meter.add(leaseId, tookMs)
    const signature = signText(privateKey, meterText({ chainId, node, leaseId, milliseconds }))
    send('meter', { leaseId, milliseconds, signature })
  }

  const begin = (order: JobOrder): void => {
    const controller = new AbortController()
    book.hold(order, 'accepted')
    send('accepted', bare(order))
    const done = run(order, controller.signal)
      .catch(async (error: unknown) => {
        // Disk full, say: the job is given back, so that another node does it.
        events.add('error', `${order.jobId} could not be done: ${messageOf(error)}`)
        if (book.drop(order)) send('refused', { ...bare(order), reason: 'ATTEMPT_NODE_REFUSED' })
      })
      .finally(() => {
        running.delete(keyOf(order))
        deps.onChange()
      })
    running.set(keyOf(order), { controller, done })
    deps.onChange()
  }

  return {
    assign: async (order) => {
      const answer = book.judge(order, deps.offer(), deps.now())
      if (answer.kind === 'refuse') {
        counts.refused += 1
        events.add('info', `${order.jobId} was refused: ${answer.reason}`)
        send('refused', { ...bare(order), reason: answer.reason })
        return
      }
      if (answer.kind === 'known') {
        if (answer.phase === 'finished') void offer(order)
        else send(answer.phase === 'running' ? 'started' : 'accepted', bare(order))
        return
      }
      if (answer.kind === 'replace') await give({ jobId: order.jobId, fence: answer.fence })
      begin(order)
    },
    cancel: async (cancelled) => {
      if (book.phaseOf(cancelled) !== undefined)
        events.add('info', `${cancelled.jobId} was taken back: ${cancelled.reason}`)
      await give(cancelled)
    },
    reveal: async (handle) => {
      revealed.add(keyOf(handle))
      if (book.phaseOf(handle) === 'finished') void offer(handle)
    },
    stored: give,
    sync: async ({ keep, drop }) => {
      for (const handle of drop) await give(handle)
      const wanted = new Set(keep)
      for (const job of book.list()) if (job.phase === 'finished' && wanted.has(job.jobId)) void offer(job)
    },
    offerAgain: () => {
      for (const handle of notOffered.values()) void offer(handle)
    },
    jobs: () => book.list().slice(0, 512),
    held: () => book.list(),
    busy: () => book.busy(),
    counts: () => ({ ...counts }),
    close: async () => {
      for (const job of book.list())
        if (job.phase !== 'finished') send('refused', { ...bare(job), reason: 'AGENT_STOPPING' })
      for (const { controller } of running.values()) controller.abort()
      await Promise.all([...running.values()].map(({ done }) => done))
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
