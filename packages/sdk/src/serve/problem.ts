import { describeFailure, exitCode } from '../cli/exit-codes.ts'

const statusOf = new Map<number, number>([
  [exitCode.usage, 400],
  [exitCode.key, 409],
  [exitCode.notOpened, 422],
  [exitCode.recipient, 422],
  [exitCode.service, 502],
  [exitCode.market, 409],
  [exitCode.job, 422],
  [exitCode.wallet, 402],
  [exitCode.access, 403],
  [exitCode.state, 409],
])

/** Anything that went wrong, as RFC 9457 has it: the code is stable, and what can be done about it is said. */
export function problemOf(error: unknown): Response {
  const { reason, message, nextStep, details, code } = describeFailure(error)
  const status = reason === 'NOT_FOUND' ? 404 : (statusOf.get(code) ?? 500)
  return problem(status, reason, message, { nextStep, ...details })
}

export function problem(
  status: number,
  code: string,
  detail: string,
  more: Record<string, unknown> = {},
): Response {
  return Response.json(
    { type: 'about:blank', title: code, status, code, detail, ...more },
    { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
  )
}
