import { TRPCError } from '@trpc/server'
import { type Failure, failureOf } from '../errors/failure.ts'
import { helpOf } from '../errors/help-of.ts'
import { toTrpcError } from '../errors/to-trpc-error.ts'
import type { Refusal } from './refuse-request.ts'

const ourCodes: Partial<Record<Refusal['code'], string>> = {
  TOO_MANY_REQUESTS: 'RATE_LIMITED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
}

/** A request that no procedure saw: refused for its form, or for who sent it. */
export function failureOfRefusal({ code: trpcCode, status, message }: Refusal): Failure {
  const code = ourCodes[trpcCode] ?? 'INPUT_INVALID'
  const nextStep = helpOf(trpcCode, trpcCode)
  return { trpcCode, status, message, code, retryable: status === 429, issues: [], details: null, nextStep }
}

/** Anything thrown on the way to a procedure. */
export function failureOfThrown(error: unknown): Failure {
  return failureOf(error instanceof TRPCError ? error : toTrpcError(error))
}
