import { AppError } from '@network3/core/app-error'
import { z } from 'zod'

type RpcCall = { method: string; params: readonly unknown[] }

export type JsonRpc = {
  /** Results in the order of the calls, all from one HTTP request, so that one node answers them together. */
  batch(calls: readonly RpcCall[]): Promise<unknown[]>
}

export type JsonRpcOptions = {
  url: string
  timeoutMs?: number
  onRequest?: (outcome: 'ok' | 'error', durationMs: number) => void
}

const answerSchema = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
})

/**
 * JSON-RPC over HTTP. Throws RPC_UNREACHABLE when there is no answer (refused, timed out, not 200) and
 * RPC_ANSWER_INVALID when the node says error or nonsense; both are worth another try.
 */
export function createJsonRpc({ url, timeoutMs = 20_000, onRequest }: JsonRpcOptions): JsonRpc {
  return {
    batch: async (calls) => {
      if (calls.length === 0) return []
      const startedAt = performance.now()
      try {
        const results = readAnswers(calls, await post(url, calls, timeoutMs))
        onRequest?.('ok', performance.now() - startedAt)
        return results
      } catch (error) {
        onRequest?.('error', performance.now() - startedAt)
        throw error
      }
    },
  }
}

async function post(url: string, calls: readonly RpcCall[], timeoutMs: number): Promise<unknown> {
  const requests = calls.map(({ method, params }, id) => ({ jsonrpc: '2.0', id, method, params }))
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(requests.length === 1 ? requests[0] : requests),
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`HTTP ${response.status}: ${text.slice(0, 200)}`)
    return JSON.parse(text)
  } catch (cause) {
    const detail = describe(cause)
    throw new AppError('RPC_UNREACHABLE', `The chain's node did not answer: ${detail}.`, {
      cause,
      retryable: true,
    })
  }
}

/** fetch says only "fetch failed"; why is in its cause. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message
}

function readAnswers(calls: readonly RpcCall[], body: unknown): unknown[] {
  const parsed = z.array(answerSchema).safeParse(Array.isArray(body) ? body : [body])
  if (!parsed.success) throw invalid('The answer is not JSON-RPC', parsed.error)
  const byId = new Map(parsed.data.map((answer) => [answer.id, answer]))
  return calls.map(({ method }, id) => {
    const answer = byId.get(id)
    if (answer === undefined) throw invalid(`${method} was not answered`)
    if (answer.error !== undefined)
      throw invalid(`${method} was refused: ${answer.error.message}`, answer.error)
    return answer.result
  })
}

function invalid(message: string, cause?: unknown): AppError {
  return new AppError('RPC_ANSWER_INVALID', `${message}.`, { cause, retryable: true })
}
