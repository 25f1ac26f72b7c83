import { Readable } from 'node:stream'
import { AppError } from '@network3/core/app-error'
import { tensorsToJson } from '@network3/core/tensors/json-tensors'
import type { Renter } from '../create-renter.ts'
import type { JobClient } from '../jobs/create-job-client.ts'
import { isOver, type JobWithAttempts } from '../jobs/job-answers.ts'
import { createJobReader } from '../jobs/job-reader.ts'
import type { Site } from '../site/call-site.ts'
import { readJobBody } from './read-job-body.ts'
import type { Route } from './route.ts'

/** The longest that `?wait=` holds an answer back, seconds. */
const MOST_WAIT_SECONDS = 60

/** Whole jobs in plaintext: sealed, opened and paid for in this process. */
export function jobRoutes(site: Site, renter: Renter): Route[] {
  const reader = createJobReader(site)
  const clients = new Map<bigint, Promise<JobClient>>()
  const clientOf = (leaseId: bigint) => {
    const known = clients.get(leaseId)
    if (known !== undefined) return known
    const opened = renter.jobs(leaseId)
    clients.set(leaseId, opened)
    opened.catch(() => clients.delete(leaseId))
    return opened
  }
  const ofJob = async (jobId: string) => {
    const job = await reader.get(jobId)
    if (job.leaseId === null) throw new AppError('FORBIDDEN', `${jobId} is the network’s own work.`)
    return { job, client: await clientOf(BigInt(job.leaseId)) }
  }

  return [
    {
      method: 'POST',
      path: '/jobs',
      answer: async (request) => {
        const { leaseId, job } = await readJobBody(request)
        const sent = await (await clientOf(leaseId)).submit(job)
        return Response.json(sent, { status: 201, headers: { location: `/jobs/${sent.jobId}` } })
      },
    },
    {
      method: 'GET',
      path: '/jobs/:id',
      answer: async (request, { id }) => {
        const { job, client } = await ofJob(id)
        const seconds = Math.min(
          Number(new URL(request.url).searchParams.get('wait') ?? 0),
          MOST_WAIT_SECONDS,
        )
        return Response.json(await waitFor(client, job, seconds))
      },
    },
    {
      method: 'GET',
      path: '/jobs/:id/result',
      answer: async (request, { id }) => {
        const { job, client } = await ofJob(id)
        const { output, receipt } = await client.open(id)
        const headers = { 'x-n3-node': receipt.node, 'x-n3-output-sha256': receipt.outputHash }
        const wantsJson = request.headers.get('accept')?.includes('application/json') === true
        if (wantsJson && job.kind === 'onnx') {
          return new Response(tensorsToJson(output), {
            headers: { ...headers, 'content-type': 'application/json' },
          })
        }
        const type = { 'content-type': 'application/octet-stream' }
        return new Response(new Uint8Array(output), { headers: { ...headers, ...type } })
      },
    },
    {
      method: 'GET',
      path: '/jobs/:id/log',
      answer: async (request, { id }) => {
        const { client } = await ofJob(id)
        const follows = new URL(request.url).searchParams.has('follow')
        const pieces = follows ? client.followLogs(id, { signal: request.signal }) : client.logs(id)
        return new Response(Readable.toWeb(Readable.from(encode(pieces))) as ReadableStream<Uint8Array>, {
          headers: { 'content-type': 'text/plain; charset=utf-8' },
        })
      },
    },
    {
      method: 'GET',
      path: '/jobs/:id/why',
      answer: async (_, { id }) => Response.json(await reader.why(id)),
    },
    {
      method: 'POST',
      path: '/jobs/:id/accept',
      answer: async (_, { id }) => Response.json(await (await ofJob(id)).client.accept(id)),
    },
    {
      method: 'POST',
      path: '/jobs/:id/dispute',
      answer: async (_, { id }) => Response.json(await (await ofJob(id)).client.dispute(id)),
    },
    {
      method: 'POST',
      path: '/jobs/:id/cancel',
      answer: async (_, { id }) => Response.json(await (await ofJob(id)).client.cancel(id)),
    },
  ]
}

/** The job once it is over, or as it is when the time is up. */
async function waitFor(client: JobClient, job: JobWithAttempts, seconds: number): Promise<JobWithAttempts> {
  if (!(seconds > 0) || isOver(job)) return job
  const signal = AbortSignal.timeout(seconds * 1000)
  try {
    return await client.wait(job.jobId, { signal })
  } catch (error) {
    if (signal.aborted) return client.get(job.jobId)
    throw error
  }
}

async function* encode(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of pieces) yield new TextEncoder().encode(text)
}
