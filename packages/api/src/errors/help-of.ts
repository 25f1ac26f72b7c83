import type { TRPCError } from '@trpc/server'

/** What to do about the codes that any call may answer; those of one domain have their words in packages/core. */
const help: Record<string, string> = {
  INPUT_INVALID: 'Change the fields that are named, and send it again.',
  NOT_FOUND: 'Check the id, and that it is yours: what belongs to others is not found either.',
  CONFLICT: 'Read it again: something of it changed, or it was done before.',
  FORBIDDEN: 'Look up in the reference who may do this.',
  UNAUTHORIZED: 'Sign, or sign in, as the reference of this call says.',
  PRECONDITION_FAILED: 'Read what is said to be missing, do that first, and send it again.',
  TOO_MANY_REQUESTS: 'Wait as many seconds as Retry-After says, or do less at once.',
  SERVICE_UNAVAILABLE: 'Try again in some seconds; /status says what is wrong.',
  UNAUTHENTICATED: 'Sign, or sign in, as the reference of this call says.',
  RATE_LIMITED: 'Wait as many seconds as Retry-After says; a key has a larger allowance.',
  UNAVAILABLE: 'Try again in some seconds; /status says what is wrong.',
  RPC_UNREACHABLE: 'Try again in some seconds; /status says what is wrong.',
  DATABASE_UNREACHABLE: 'Try again in some seconds; /status says what is wrong.',
  INTERNAL_SERVER_ERROR: 'Try again, with the same idempotency key; tell us the request id when it stays.',
  METHOD_NOT_SUPPORTED: 'Use the method that the Allow header names.',
  UNSUPPORTED_MEDIA_TYPE: 'Send Content-Type: application/json.',
  PAYLOAD_TOO_LARGE: 'Send less at once; large bytes go to /api/v1/blobs.',
}

const elsewhere = 'Compare the request with the reference.'

/** `kind` is tRPC's code: what helps with any of its kind, where the code has no help of its own. */
export function helpOf(code: string, kind: TRPCError['code']): string {
  return help[code] ?? help[kind] ?? elsewhere
}
