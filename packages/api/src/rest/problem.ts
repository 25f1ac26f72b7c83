import type { Failure } from '../errors/failure.ts'

/** Where the reference explains a code. */
const PROBLEMS_PATH = '/developers/reference'

/** An error as RFC 9457 has it. `type` names the kind of problem and is where it is explained; `code` is its last part. */
export function problemResponse(failure: Failure, requestId: string, headers: Headers): Response {
  const { code, status, message, issues, retryable, nextStep, details } = failure
  headers.set('content-type', 'application/problem+json')
  const problem = {
    ...{ type: `${PROBLEMS_PATH}#problem-${code}`, title: titleOf(code), status, detail: message, code },
    ...{ issues, retryable, help: nextStep, details, requestId },
  }
  return new Response(JSON.stringify(problem), { status, headers })
}

/** The same for every occurrence of a code, as the RFC wants it: KEY_SCOPE_MISSING → Key scope missing. */
function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
