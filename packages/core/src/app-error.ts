import type { AccessReasonCode } from './access-reasons.ts'
import type { LeaseReasonCode } from './lease-reasons.ts'
import type { OfferRefusalCode } from './offer-reasons.ts'
import type { PairingReasonCode } from './pairing-reasons.ts'
import type { RentRefusalCode } from './rent-reasons.ts'
import type { RuntimeReasonCode } from './runtime-reasons.ts'
import type { WebhookRefusalCode } from './webhook-reasons.ts'

/** Codes are small unions per domain, so that a caller can be exhaustive about the part it knows. */
export type InputErrorCode = 'INPUT_INVALID' | 'AMOUNT_INVALID' | 'ADDRESS_INVALID' | 'EPOCH_INVALID'
export type ConfigErrorCode =
  | 'ENV_INVALID'
  | 'DEPLOYMENT_MISSING'
  | 'DEPLOYMENT_INVALID'
  | 'DEPLOYMENT_MISMATCH'
  | 'LISTEN_FAILED'
export type ChainErrorCode =
  | 'RPC_UNREACHABLE'
  | 'RPC_ANSWER_INVALID'
  | 'PROVIDERS_DISAGREE'
  | 'CHAIN_MISMATCH'
  | 'TX_REVERTED'
  | 'TX_NOT_MINED'
  | 'LOG_UNDECODABLE'
  | 'REORG_PAST_FINALITY'
  | 'INDEX_DIVERGED'
  | 'ABI_DRIFT'
export type EpochFileErrorCode =
  | 'FILE_UNREACHABLE'
  | 'FILE_HASH_MISMATCH'
  | 'FILE_MALFORMED'
  | 'ROOT_MISMATCH'
  | 'TOTAL_MISMATCH'
export type ScoringErrorCode = 'SCORING_INPUT_INVALID'
export type MerkleErrorCode = 'MERKLE_EMPTY' | 'MERKLE_LEAF_MISSING' | 'MERKLE_LEAF_REPEATED'
export type StoreErrorCode =
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_CONFLICT'
  | 'DATABASE_FOREIGN'
  | 'PROJECTION_BROKEN'
  | 'WRITER_LOCKED'
  | 'BUS_UNREACHABLE'
export type ApiErrorCode =
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'FORBIDDEN'
  | 'UNAUTHENTICATED'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
export type ActivationErrorCode =
  | 'ACTIVATION_CODE_MALFORMED'
  | 'ACTIVATION_CODE_VERSION'
  | 'ACTIVATION_CODE_CHECKSUM'
export type KeyErrorCode =
  | 'KEY_NOT_FOUND'
  | 'KEY_EXISTS'
  | 'KEY_EXPIRED'
  | 'KEY_FILE_INVALID'
  | 'PASSPHRASE_MISSING'
  | 'PASSPHRASE_WRONG'
export type SealedFileErrorCode = 'FILE_EXISTS' | 'SENDER_UNEXPECTED'
export type KgcErrorCode = 'KGC_UNREACHABLE' | 'KGC_REFUSED'
export type DirectoryErrorCode =
  | 'DIRECTORY_UNREACHABLE'
  | 'DIRECTORY_REFUSED'
  | 'DIRECTORY_LIED'
  | 'DIRECTORY_REWRITTEN'
  | 'RECIPIENT_UNKNOWN'
/** Why a job is not taken, or an answer to its result. */
export type JobErrorCode =
  | 'JOB_LEASE_NOT_OPEN'
  | 'JOB_LEASE_NOT_COMPUTE'
  | 'JOB_LEASE_WITHOUT_NODES'
  | 'JOB_NOT_SEALED_TO_LEASE'
  | 'JOB_BLOB_MISSING'
  | 'JOB_SIGNATURE_INVALID'
  | 'JOB_DEADLINE_INVALID'
  | 'JOB_STATE_CHANGED'
  | 'JOB_RESULT_INVALID'
  | 'JOB_FAILED'
  | 'VOUCHER_TOO_LOW'
export type FaucetErrorCode = 'FAUCET_DISABLED' | 'FAUCET_LIMIT'
export type LocalnetErrorCode =
  | 'STACK_NOT_RUNNING'
  | 'PROCESS_FAILED'
  | 'START_TIMEOUT'
  | 'FAUCET_UNAVAILABLE'
/** What keeps a node of the key-generation centre from starting. */
export type KgcNodeErrorCode = 'KGC_FILE_INVALID' | 'KGC_GUARD_INVALID' | 'KGC_ROSTER_INVALID'

export type AppErrorCode =
  | InputErrorCode
  | ConfigErrorCode
  | ChainErrorCode
  | EpochFileErrorCode
  | ScoringErrorCode
  | MerkleErrorCode
  | StoreErrorCode
  | ApiErrorCode
  | ActivationErrorCode
  | KeyErrorCode
  | SealedFileErrorCode
  | KgcErrorCode
  | DirectoryErrorCode
  | JobErrorCode
  | FaucetErrorCode
  | LocalnetErrorCode
  | KgcNodeErrorCode
  | AccessReasonCode
  | LeaseReasonCode
  | OfferRefusalCode
  | RentRefusalCode
  | PairingReasonCode
  | RuntimeReasonCode
  | WebhookRefusalCode
  | 'INTERNAL'

/** What a program reads of an error beside its code: what was needed, what there is. Amounts as decimal strings. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>

export type AppErrorOptions = { cause?: unknown; retryable?: boolean; details?: ErrorDetails }

/**
 * The one error of the house. `message` is a sentence a person can act on; `cause` keeps what was caught.
 * Daemons back off when `retryable`, and otherwise stop with the sentence.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: AppErrorCode
  readonly retryable: boolean
  readonly details: ErrorDetails | undefined

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.retryable = options.retryable ?? false
    this.details = options.details
  }
}

/**
 * True for an AppError, of one of `codes` when some are given. Told by its name, not by instanceof: a bundler may put
 * this module into several chunks, and each then has a class of its own.
 */
export function isAppError(error: unknown, ...codes: AppErrorCode[]): error is AppError {
  if (!(error instanceof Error) || error.name !== 'AppError' || !('code' in error)) return false
  return codes.length === 0 || codes.some((code) => code === error.code)
}

/** Gives anything thrown the one shape; the original stays as `cause`. */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error
  const message = error instanceof Error ? error.message : String(error)
  return new AppError('INTERNAL', message, { cause: error })
}
