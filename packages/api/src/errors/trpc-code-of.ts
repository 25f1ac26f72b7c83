import type { AppErrorCode } from '@network3/core/app-error'
import type { TRPCError } from '@trpc/server'

type TrpcCode = TRPCError['code']

/** Codes a caller can do something about. All others are ours to mend and answer INTERNAL_SERVER_ERROR. */
const trpcCodes: Partial<Record<AppErrorCode, TrpcCode>> = {
  INPUT_INVALID: 'BAD_REQUEST',
  AMOUNT_INVALID: 'BAD_REQUEST',
  ADDRESS_INVALID: 'BAD_REQUEST',
  EPOCH_INVALID: 'BAD_REQUEST',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  FORBIDDEN: 'FORBIDDEN',
  UNAUTHENTICATED: 'UNAUTHORIZED',
  RATE_LIMITED: 'TOO_MANY_REQUESTS',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  RPC_UNREACHABLE: 'SERVICE_UNAVAILABLE',
  DATABASE_UNREACHABLE: 'SERVICE_UNAVAILABLE',
  FAUCET_UNAVAILABLE: 'PRECONDITION_FAILED',
  FAUCET_DISABLED: 'PRECONDITION_FAILED',
  FAUCET_LIMIT: 'TOO_MANY_REQUESTS',
}

/** The tRPC code, and with it the HTTP status, of one of our errors. */
export function trpcCodeOf(code: AppErrorCode): TrpcCode {
  return trpcCodes[code] ?? 'INTERNAL_SERVER_ERROR'
}
