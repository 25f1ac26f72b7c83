import { sealedContexts } from '@network3/protocol/node/sealed-contexts'
import { hexToBytes } from 'viem'
import type { z } from 'zod'
import type { OwnKey } from '../keys/own-key.ts'
import { callSite, type Site } from '../site/call-site.ts'
import { watchSite } from '../site/watch-site.ts'
import { isOver, type JobWithAttempts, logsAnswer } from './job-answers.ts'
import { invalid, openFromNode } from './open-result.ts'
import { watchAnswer } from './watch-lease.ts'

type Page = z.infer<typeof logsAnswer>
type Piece = Page['items'][number]

/** Logs of jobs, opened here. Every piece is checked to be of the node that ran the job: JOB_RESULT_INVALID if not. */
export function createLogReader(options: {
  site: Site
  ownKey: Pick<OwnKey, 'id' | 'domain' | 'keys'>
  get: (jobId: string) => Promise<JobWithAttempts>
}) {
  const { site, ownKey, get } = options

  /** Of a public job as it is. Throws JOB_RESULT_INVALID for a piece that its node did not write. */
  function open(
    { jobId, visibility, attempts }: JobWithAttempts,
    { fence, index, envelope, at }: Piece,
  ): string {
    const node = attempts.find((attempt) => attempt.fence === fence)?.node
    if (node === undefined) throw invalid('A piece of its log is of no attempt.')
    const context = sealedContexts.log({ jobId, fence }, index)
    const piece = hexToBytes(envelope)
    const atMs = Date.parse(at)
    const text = visibility === 'public' ? piece : openFromNode(ownKey, piece, { node, context, atMs })
    return new TextDecoder().decode(text)
  }

  return {
    /** What a job has written so far, in pieces of text. */
    logs: async function* (jobId: string): AsyncGenerator<string> {
      const job = await get(jobId)
      let cursor: string | null = null
      do {
        const input = { jobId, limit: 100, ...(cursor === null ? {} : { cursor }) }
        const call = { ...site, path: 'jobs.findLogs', kind: 'query', input, answer: logsAnswer } as const
        const page: Page = await callSite(call)
        for (const piece of page.items) yield open(job, piece)
        cursor = page.nextCursor
      } while (cursor !== null)
    },
    /** The same as it is written, until the job is over or the signal is aborted. */
    followLogs: async function* (
      jobId: string,
      { signal }: { signal?: AbortSignal } = {},
    ): AsyncGenerator<string> {
      const ended = new AbortController()
      const signals = [ended.signal, ...(signal === undefined ? [] : [signal])]
      const watched = { ...site, path: 'jobs.watch', input: { jobId }, answer: watchAnswer }
      let job = await get(jobId)
      try {
        for await (const message of watchSite({ ...watched, signal: AbortSignal.any(signals) })) {
          // The last piece comes before the state that ends a run.
          if (message.type === 'job') {
            if (isOver(message.job)) return
            continue
          }
          const isKnown = job.attempts.some(({ fence }) => fence === message.fence)
          if (!isKnown) job = await get(jobId)
          yield open(job, message)
        }
      } finally {
        ended.abort()
      }
    },
  }
}
