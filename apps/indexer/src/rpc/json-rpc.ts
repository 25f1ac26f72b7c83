import type { Agent } from 'node:http'
import { AppError, isAppError } from '@network3/core/app-error'
import { z } from 'zod'
import { parseAnswer, textOf } from './parse-answer.ts'
import { createAgent, post } from './post.ts'

type RpcCall = { method: string; params: readonly unknown[] }

export type JsonRpc = {
  /** Results in the order of the calls, all from one HTTP request, so that one node answers them together. */
  batch(calls: readonly RpcCall[]): Promise<unknown[]>
  /** The same, not read yet: as bytes an answer takes a third of the room, and none of it is the collector's. */
  fetchBatch(calls: readonly RpcCall[]): Promise<UnreadAnswer>
}

/** `read` gives the results, and throws RPC_ANSWER_INVALID. */
type UnreadAnswer = { sizeBytes: number; read(): unknown[] }

export type JsonRpcOptions = {
  url: string
  /** For large answers; small ones are to come within eight seconds at most. */
  timeoutMs?: number
  onRequest?: (outcome: 'ok' | 'error', durationMs: number) => void
}

const SMALL_TIMEOUT_MS = 8_000
const TOO_MANY_REQUESTS = 429

/** True when the provider said that it was asked too much. */
export function isRefusedForNow(error: unknown): boolean {
  return isAppError(error, 'RPC_UNREACHABLE') && error.cause === TOO_MANY_REQUESTS
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
  const agent = createAgent(url)
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    try {
      const result = await work()
      onRequest?.('ok', performance.now() - startedAt)
      return result
    } catch (error) {
      onRequest?.('error', performance.now() - startedAt)
      throw error
    }
  }
  const smallTimeoutMs = Math.min(timeoutMs, SMALL_TIMEOUT_MS)
  return {
    fetchBatch: (calls) => timed(() => ask(url, agent, calls, timeoutMs)),
    batch: async (calls) =>
      calls.length === 0 ? [] : timed(async () => (await ask(url, agent, calls, smallTimeoutMs)).read()),
  }
}

async function ask(
  url: string,
  agent: Agent,
  calls: readonly RpcCall[],
  timeoutMs: number,
): Promise<UnreadAnswer> {
  const requests = calls.map(({ method, params }, id) => ({ jsonrpc: '2.0', id, method, params }))
  try {
    const { status, bytes } = await post(url, {
      ...{ agent, timeoutMs, body: JSON.stringify(requests.length === 1 ? requests[0] : requests) },
    })
    if (status === TOO_MANY_REQUESTS) throw refusedForNow()
    if (status !== 200) throw new Error(`HTTP ${status}: ${textOf(bytes).slice(0, 200)}`)
    return { sizeBytes: bytes.length, read: () => readAnswers(calls, parse(bytes)) }
  } catch (cause) {
    if (isAppError(cause)) throw cause
    const detail = describe(cause)
    throw new AppError('RPC_UNREACHABLE', `The chain's node did not answer: ${detail}.`, {
      cause,
      retryable: true,
    })
  }
}

function refusedForNow(): AppError {
  return new AppError('RPC_UNREACHABLE', 'The chain’s node was asked too much (HTTP 429).', {
    ...{ cause: TOO_MANY_REQUESTS, retryable: true },
  })
}

function parse(bytes: Buffer): unknown {
  try {
    return parseAnswer(bytes)
  } catch (cause) {
    throw invalid('The answer is not JSON', cause)
  }
}

/** Some errors say only that something failed; why is in their cause. */
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
