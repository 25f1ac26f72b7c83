import { z } from 'zod'
import type { Site } from '../site/call-site.ts'
import { watchSite } from '../site/watch-site.ts'
import { type ListedJob, listedJobAnswer, logAnswer } from './job-answers.ts'

export const watchAnswer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job'), job: listedJobAnswer }),
  logAnswer.extend({ type: z.literal('log'), jobId: z.string() }),
])

type Listener = { onJob: (job: ListedJob) => void; onEnd: (error: unknown) => void }

export type LeaseWatcher = { listen(listener: Listener): () => void }

/** One stream of a lease's jobs for however many wait for them: it is open as long as anybody does. */
export function createLeaseWatcher(site: Site, leaseId: bigint): LeaseWatcher {
  const listeners = new Set<Listener>()
  let stream: AbortController | undefined

  const run = async (signal: AbortSignal) => {
    const input = { leaseId: String(leaseId) }
    try {
      for await (const message of watchSite({
        ...{ ...site, path: 'jobs.watch', input, answer: watchAnswer, signal },
      })) {
        if (message.type === 'job') for (const { onJob } of listeners) onJob(message.job)
      }
    } catch (error) {
      stream = undefined
      for (const { onEnd } of listeners) onEnd(error)
    }
  }

  return {
    listen: (listener) => {
      listeners.add(listener)
      if (stream === undefined) {
        stream = new AbortController()
        void run(stream.signal)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stream?.abort()
        stream = undefined
      }
    },
  }
}
