import 'server-only'
import { isAppError } from '@network3/core/app-error'
import { TRPCError } from '@trpc/server'

export type Failure = { code: string; sentence: string }
export type Read<T> = { data: T; failure?: undefined } | { data?: undefined; failure: Failure }

/**
 * Reads for a page that can say why it has nothing: an index that is empty, a database that is away. Errors without
 * a code of ours are faults, recorded here and told in general words.
 */
export async function tryRead<T>(promise: Promise<T>): Promise<Read<T>> {
  try {
    return { data: await promise }
  } catch (error) {
    return { failure: describeFailure(error) }
  }
}

/** Whether a read failed for want of the thing asked for. */
export function isMissing(failure: Failure): boolean {
  return failure.code === 'NOT_FOUND'
}

function describeFailure(error: unknown): Failure {
  if (error instanceof TRPCError) {
    if (isAppError(error.cause)) return { code: error.cause.code, sentence: error.cause.message }
    if (error.code === 'BAD_REQUEST')
      return { code: 'INPUT_INVALID', sentence: 'This address asks for something that cannot be.' }
    if (error.code === 'NOT_FOUND') return { code: 'NOT_FOUND', sentence: error.message }
  }
  console.error(error)
  if (isUnreachable(error)) {
    return {
      code: 'DATABASE_UNREACHABLE',
      sentence: 'The database does not answer. Nothing is lost; try again in a moment.',
    }
  }
  return { code: 'INTERNAL', sentence: 'Something went wrong on our side. It was recorded; try again.' }
}

/** Codes of Node's sockets and of PostgreSQL (class 57: shutting down, starting up). */
function isUnreachable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(ECONN(REFUSED|RESET)|ENOTFOUND|ETIMEDOUT|EPIPE|57P0\d|DATABASE_UNREACHABLE)$/.test(code)) return true
  return error instanceof Error && error.cause !== undefined && isUnreachable(error.cause)
}
