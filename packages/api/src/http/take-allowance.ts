import type { Caller } from '../access/caller.ts'
import type { Context } from '../context.ts'
import type { Allowance } from './create-rate-limiter.ts'
import type { Refusal } from './refuse-request.ts'

/** Counts calls against whom they are of: a key, an account, or else the network they came from. */
export function takeAllowance(context: Context, caller: Caller, network: string, calls: number): Allowance {
  if (caller.kind === 'key') return context.keyLimiter.take(caller.keyId, calls)
  if (caller.kind === 'session') return context.accountLimiter.take(caller.account, calls)
  return context.rateLimiter.take(network, calls)
}

/** The headers every answer has, and of a refusal when to come back. */
export function allowanceHeaders(allowance: Allowance): Headers {
  const headers = new Headers({ 'cache-control': 'no-store', ...allowanceFields(allowance) })
  if (!allowance.isAllowed) headers.set('retry-after', String(allowance.resetSeconds))
  return headers
}

export function allowanceFields({ limit, remaining, resetSeconds }: Allowance) {
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSeconds),
  }
}

export function overAllowance({ kind }: Caller, { resetSeconds }: Allowance): Refusal {
  const whose = kind === 'key' ? 'this API key' : kind === 'session' ? 'your account' : 'your network'
  const message = `Too many calls from ${whose}. Ask again in ${resetSeconds} s.`
  return { code: 'TOO_MANY_REQUESTS', status: 429, message }
}

/** The answer with these headers, for one that was kept came without. */
export function withHeaders(response: Response, headers: Headers): Response {
  for (const [name, value] of headers) response.headers.set(name, value)
  return response
}
