import { newId } from '@network3/core/ids'
import type { Context } from '../context.ts'

/**
 * Answers a request under an id: the caller's own (x-request-id) where it is fit for a log line, else a new one. The
 * answer carries it, and so does every line logged meanwhile. Of the address only the path is logged, for queries
 * hold what callers would not want kept.
 */
export async function withRequestId(
  request: Request,
  context: Context,
  answer: (context: Context, requestId: string) => Promise<Response>,
): Promise<Response> {
  const requestId = requestIdOf(request.headers.get('x-request-id'))
  const logger = context.logger.child({ requestId })
  const startedAt = performance.now()
  const response = await answer({ ...context, logger }, requestId)
  response.headers.set('x-request-id', requestId)
  const { pathname: path } = new URL(request.url)
  const durationMs = Math.round(performance.now() - startedAt)
  logger.debug({ method: request.method, path, status: response.status, durationMs }, 'request answered')
  return response
}

export function requestIdOf(given: string | null | undefined): string {
  return /^[A-Za-z0-9._-]{8,64}$/.test(given ?? '') && given ? given : newId('request')
}
