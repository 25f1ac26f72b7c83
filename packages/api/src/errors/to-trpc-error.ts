import { isAppError } from '@network3/core/app-error'
import { TRPCError } from '@trpc/server'
import { trpcCodeOf } from './trpc-code-of.ts'

/** An AppError gets its tRPC code, and with it its HTTP status, here and nowhere else; anything else is ours to mend. */
export function toTrpcError(error: unknown): TRPCError {
  if (!isAppError(error)) return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: error })
  return new TRPCError({ code: trpcCodeOf(error.code), message: error.message, cause: error })
}
