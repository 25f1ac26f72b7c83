/** What to do about the codes that any call may answer; those of one domain have their words in packages/core. */
const help: Record<string, string> = {
  INPUT_INVALID: 'Change the fields that are named, and send it again.',
  BAD_REQUEST: 'Compare the request with the reference.',
  NOT_FOUND: 'Check the id, and that it is yours: what belongs to others is not found either.',
  CONFLICT: 'Read it again: something of it changed, or it was done before.',
  FORBIDDEN: 'Look up in the reference who may do this.',
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

export function helpOf(code: string): string | null {
  return help[code] ?? null
}
