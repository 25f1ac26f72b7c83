import type { z } from 'zod'
import { refusalAnswerSchema } from './messages.ts'
import type { RefusalCode } from './refusal.ts'

export type NodeFaultCode = 'UNREACHABLE' | 'TOO_SLOW' | 'ANSWER_INVALID' | 'CHEATED' | RefusalCode

/** What was wrong with one node, from the view of one user. */
export type NodeFault = { node: number; url: string; code: NodeFaultCode; message: string }

export class NodeFaultError extends Error {
  override readonly name = 'NodeFaultError'
  readonly fault: NodeFault
  constructor(fault: NodeFault, options: { cause?: unknown } = {}) {
    super(fault.message, options)
    this.fault = fault
  }
}

export type NodeAddress = { node: number; url: string }
export type Ask = <S extends z.ZodType>(
  to: NodeAddress,
  path: string,
  schema: S,
  body?: unknown,
) => Promise<z.infer<S>>

/** Answers are small; a node that sends more is broken or hostile. */
const MAX_ANSWER_BYTES = 64 * 1024

/** Asks one node, once. Throws NodeFaultError for everything that can go wrong, so that the caller asks another. */
export function createAsk(options: {
  fetch: typeof fetch
  timeoutMs: number
  signal?: AbortSignal | undefined
}): Ask {
  return async (to, path, schema, body) => {
    const fail = (code: NodeFaultCode, message: string, cause?: unknown): never => {
      throw new NodeFaultError({ ...to, code, message }, { cause })
    }
    const timeout = AbortSignal.timeout(options.timeoutMs)
    const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal])
    let status: number
    let text: string
    try {
      const response = await options.fetch(new URL(path, to.url), {
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        headers: { 'content-type': 'application/json' },
        redirect: 'error',
        signal,
      })
      status = response.status
      text = await readLimited(response)
    } catch (cause) {
      options.signal?.throwIfAborted()
      return timeout.aborted
        ? fail('TOO_SLOW', `gave no answer within ${options.timeoutMs} ms`, cause)
        : fail('UNREACHABLE', 'could not be reached', cause)
    }
    const json = parseJson(text)
    if (status >= 200 && status < 300) {
      const parsed = schema.safeParse(json)
      return parsed.success ? parsed.data : fail('ANSWER_INVALID', 'gave an answer of another form')
    }
    const refusal = refusalAnswerSchema.safeParse(json)
    if (!refusal.success) return fail('ANSWER_INVALID', `answered ${status} without a reason`)
    return fail(refusal.data.error.code, refusal.data.error.message)
  }
}

async function readLimited(response: Response): Promise<string> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  // Not `for await`: not every browser iterates over streams.
  const reader = response.body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.length
    if (bytes > MAX_ANSWER_BYTES) {
      await reader.cancel()
      throw new Error('The answer is too long.')
    }
    text += decoder.decode(part.value, { stream: true })
  }
  return text + decoder.decode()
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
