import { AppError, isAppError } from '@network3/core/app-error'
import { isUnreachable } from '@network3/db/is-unreachable'
import { TRPCError } from '@trpc/server'
import { trpcCodeOf } from './trpc-code-of.ts'

/**
 * An AppError gets its tRPC code, and with it its HTTP status, here and nowhere else. A database that is away is told as
 * that; anything else is ours to mend.
 */
export function toTrpcError(error: unknown): TRPCError {
  const known = isAppError(error) ? error : isUnreachable(error) ? databaseIsAway(error) : undefined
  if (known === undefined) return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error })
  return new TRPCError({ code: trpcCodeOf(known.code), message: known.message, cause: known })
}

function databaseIsAway(cause: unknown): AppError {
  const message = 'The database does not answer. Nothing is lost; try again in a moment.'
  return new AppError('DATABASE_UNREACHABLE', message, { cause, retryable: true })
}
