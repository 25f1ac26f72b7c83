import type { AccessReasonCode } from '@network3/core/access-reasons'
import { AppError, type ErrorDetails } from '@network3/core/app-error'
import { reasonOf } from '@network3/core/reasons'

/** The refusal of a code, with its sentence, and figures where there are some. */
export function accessError(code: AccessReasonCode, details?: ErrorDetails): AppError {
  return new AppError(code, reasonOf(code).sentence, details === undefined ? {} : { details })
}
