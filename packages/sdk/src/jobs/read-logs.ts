import { sealedContexts } from '@network3/protocol/node/sealed-contexts'
import { hexToBytes } from 'viem'
import type { z } from 'zod'
import type { OwnKey } from '../keys/own-key.ts'
import { callSite, type Site } from '../site/call-site.ts'
import { isOver, type JobWithAttempts, logsAnswer } from './job-answers.ts'
import { invalid, openFromNode } from './open-result.ts'

type Page = z.infer<typeof logsAnswer>

/** Logs of jobs, opened here. Every piece is checked to be of the node that ran the job: JOB_RESULT_INVALID if not. */
export function createLogReader(options: {
  site: Site
  ownKey: Pick<OwnKey, 'id' | 'domain' | 'keys'>
  get: (jobId: string) => Promise<JobWithAttempts>
}) {
  const { site, ownKey, get } = options

  async function* pieces(jobId: string, seen: Set<string>): AsyncGenerator<string> {
    const { attempts, visibility } = await get(jobId)
    let cursor: string | null = null
    do {
      const input = { jobId, limit: 100, ...(cursor === null ? {} : { cursor }) }
      const call = { ...site, path: 'jobs.findLogs', kind: 'query', input, answer: logsAnswer } as const
      const page: Page = await callSite(call)
      for (const { fence, index, envelope, at } of page.items) {
        if (seen.has(`${fence}.${index}`)) continue
        seen.add(`${fence}.${index}`)
        const node = attempts.find((attempt) => attempt.fence === fence)?.node
        if (node === undefined) throw invalid('A piece of its log is of no attempt.')
        const context = sealedContexts.log({ jobId, fence }, index)
        const piece = hexToBytes(envelope)
        const text =
          visibility === 'public'
            ? piece
            : openFromNode(ownKey, piece, { node, context, atMs: Date.parse(at) })
        yield new TextDecoder().decode(text)
      }
      cursor = page.nextCursor
    } while (cursor !== null)
  }

  return {
    /** What a job has written so far, in pieces of text. */
    logs: (jobId: string): AsyncGenerator<string> => pieces(jobId, new Set()),
    /** The same, until the job is over. Throws the signal's reason. */
    followLogs: async function* (
      jobId: string,
      { signal, pollMs = 500 }: { signal?: AbortSignal; pollMs?: number } = {},
    ): AsyncGenerator<string> {
      const seen = new Set<string>()
      for (;;) {
        // Looked at before the log: what is written in between is read once more.
        const isLast = isOver(await get(jobId))
        yield* pieces(jobId, seen)
        if (isLast) return
        signal?.throwIfAborted()
        await new Promise((done) => setTimeout(done, pollMs))
      }
    },
  }
}
