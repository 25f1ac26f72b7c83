import { type ActivationCode, decodeActivationCode } from '@network3/core/activation-code'
import { isAppError } from '@network3/core/app-error'

/** What was pasted or scanned: the code, or what is wrong with it. Neither while nothing is there. */
export type ReadCode = { code?: ActivationCode; problem?: { code: string; sentence: string } }

export function readActivationCode(text: string): ReadCode {
  if (text.trim() === '') return {}
  try {
    return { code: decodeActivationCode(text) }
  } catch (error) {
    if (
      isAppError(error, 'ACTIVATION_CODE_MALFORMED', 'ACTIVATION_CODE_VERSION', 'ACTIVATION_CODE_CHECKSUM')
    ) {
      return { problem: { code: error.code, sentence: error.message } }
    }
    throw error
  }
}
