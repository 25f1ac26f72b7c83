import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AppErrorCode, toAppError } from '@network3/core/app-error'
import { isPairingReason } from '@network3/core/pairing-reasons'
import { sponsorRequestSchema } from '@network3/protocol/pairing/registration'
import type { Logger } from '@network3/service/logger'
import type { RegisterNode } from './register-node.ts'
import type { SponsorMetrics } from './sponsor-metrics.ts'

const MAXIMUM_BODY_BYTES = 32 * 1024

export type NotReady = { code: string; message: string }
export type SponsorServerOptions = {
  port: number
  register: RegisterNode
  notReady: () => NotReady[]
  metrics: SponsorMetrics
  logger: Logger
}
type Answer = { status: number; type?: string; body: string }

/**
 * POST /v1/register, GET /healthz, /readyz, /metrics, on 127.0.0.1: the site believes what it says of networks, so only
 * the site may reach it. Rejects when the port is taken.
 */
export async function startSponsorServer(options: SponsorServerOptions) {
  const { register, notReady, metrics, logger } = options
  const startedAt = Date.now()

  const answerPost = async (request: IncomingMessage): Promise<Answer> => {
    const body = await readJson(request)
    const parsed = sponsorRequestSchema.safeParse(body)
    if (!parsed.success) return failure(400, 'INPUT_INVALID', 'This is not a request to register a node.')
    try {
      return json(200, { txHash: await register(parsed.data) })
    } catch (error) {
      const { code, message } = toAppError(error)
      metrics.refusals.inc({ reason: code })
      const { node, operator } = parsed.data.registration
      logger.warn({ node, operator, code, err: error }, 'registration was refused')
      if (isPairingReason(code)) return failure(409, code, message)
      return failure(503, 'SPONSOR_UNAVAILABLE', sentenceOf(code, message))
    }
  }
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const path = (request.url ?? '/').split('?', 1)[0]
    if (request.method === 'POST' && path === '/v1/register') return answerPost(request)
    if (request.method !== 'GET')
      return failure(405, 'INPUT_INVALID', 'Only POST /v1/register changes anything.')
    if (path === '/healthz')
      return json(200, { status: 'ok', uptimeSeconds: Math.floor((Date.now() - startedAt) / 1000) })
    if (path === '/readyz') {
      const reasons = notReady()
      return json(reasons.length === 0 ? 200 : 503, { ready: reasons.length === 0, reasons })
    }
    if (path === '/metrics')
      return { status: 200, type: metrics.registry.contentType, body: await metrics.registry.metrics() }
    return failure(404, 'NOT_FOUND', 'There is nothing here.')
  }
  const server = createServer((request, response) => {
    answer(request)
      .catch((error: unknown) => failure(400, 'INPUT_INVALID', toAppError(error).message))
      .then(({ status, type = 'application/json', body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
        response.end(body)
      })
  })
  server.requestTimeout = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    /** Requests under way are answered first. */
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAXIMUM_BODY_BYTES) throw new Error('The body is too large.')
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

/** What a stranger may read of a fault that is none of theirs. */
function sentenceOf(code: AppErrorCode, message: string): string {
  if (code === 'TX_NOT_MINED') return 'The registration was sent and is not mined yet: ask again.'
  return code === 'TX_REVERTED' ? message : 'The chain does not answer the sponsor.'
}

function json(status: number, value: unknown): Answer {
  return { status, body: `${JSON.stringify(value)}\n` }
}

function failure(status: number, code: string, message: string): Answer {
  return json(status, { error: { code, message } })
}
