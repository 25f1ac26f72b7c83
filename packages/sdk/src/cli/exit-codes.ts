import { reasonOf } from '@network3/clsc/clsc-error'
import { isAppError } from '@network3/core/app-error'

/** What a script can tell from how n3 ended. */
export const exitCode = {
  done: 0,
  /** Anything not listed below. */
  failed: 1,
  /** Options or arguments that make no sense. */
  usage: 2,
  /** A key of one's own is missing, expired or locked. */
  key: 3,
  /** The message did not open, or is not what it claims. */
  notOpened: 4,
  /** Somebody else's key was refused. */
  recipient: 5,
  /** A service did not answer, or refused. */
  service: 6,
} as const

const BUNDLE_REASONS = ['bad-bundle', 'wrong-id']

/** The sentence, reason and exit code of anything that went wrong. */
export function describeFailure(error: unknown): { reason: string; message: string; code: number } {
  const message = error instanceof Error ? error.message : String(error)
  const reason = reasonOf(error)
  if (reason !== undefined) {
    if (reason === 'misuse') return { reason, message, code: exitCode.usage }
    if (BUNDLE_REASONS.includes(reason)) return { reason, message, code: exitCode.recipient }
    return { reason, message, code: exitCode.notOpened }
  }
  if (isAppError(error, 'INPUT_INVALID', 'ENV_INVALID', 'ADDRESS_INVALID', 'FILE_EXISTS'))
    return { reason: error.code, message, code: exitCode.usage }
  if (
    isAppError(
      error,
      ...(['KEY_NOT_FOUND', 'KEY_EXISTS', 'KEY_EXPIRED', 'KEY_FILE_INVALID'] as const),
      ...(['PASSPHRASE_MISSING', 'PASSPHRASE_WRONG'] as const),
    )
  )
    return { reason: error.code, message, code: exitCode.key }
  if (isAppError(error, 'KGC_UNREACHABLE', 'KGC_REFUSED', 'DIRECTORY_UNREACHABLE', 'DIRECTORY_REFUSED'))
    return { reason: error.code, message, code: exitCode.service }
  if (isAppError(error, 'RECIPIENT_UNKNOWN', 'DIRECTORY_LIED'))
    return { reason: error.code, message, code: exitCode.recipient }
  if (isAppError(error, 'SENDER_UNEXPECTED')) return { reason: error.code, message, code: exitCode.notOpened }
  if (isAppError(error)) return { reason: error.code, message, code: exitCode.failed }
  const code = (error as NodeJS.ErrnoException).code
  return { reason: code ?? 'INTERNAL', message, code: exitCode.failed }
}
