import { isAppError } from '@network3/core/app-error'
import { isReasonCode, reasonOf } from '@network3/core/reasons'
import type { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { z } from 'zod'
import { helpOf } from './help-of.ts'

/** One field of the input that does not fit, and why. */
type InputIssue = { path: string; message: string }

/** What a caller is told of an error, whichever door it came through. */
export type Failure = {
  /** Stable, and ours. */
  code: string
  trpcCode: TRPCError['code']
  status: number
  message: string
  issues: InputIssue[]
  retryable: boolean
  /** What to do about it. */
  nextStep: string
  /** Figures of it, such as need and have. */
  details: Readonly<Record<string, string | number | boolean | null>> | null
}

/** Nothing of a stack, a query or an unexpected error's text gets into it. */
export function failureOf(error: TRPCError): Failure {
  const { cause, code: trpcCode } = error
  const status = getHTTPStatusCodeFromError(error)
  const told = { trpcCode, status, issues: [], details: null }
  if (trpcCode === 'INTERNAL_SERVER_ERROR') {
    const message = 'Something went wrong on our side. It was recorded; try again.'
    return { ...told, message, code: trpcCode, retryable: false, nextStep: helpOf(trpcCode, trpcCode) }
  }
  if (cause instanceof z.ZodError && trpcCode === 'BAD_REQUEST') {
    const issues = issuesOf(cause)
    const message = issues.map(({ path, message }) => `${path}: ${message}`).join('; ')
    return {
      ...told,
      message,
      issues,
      code: 'INPUT_INVALID',
      retryable: false,
      nextStep: helpOf('INPUT_INVALID', trpcCode),
    }
  }
  const { message } = error
  if (!isAppError(cause))
    return { ...told, message, code: trpcCode, retryable: false, nextStep: helpOf(trpcCode, trpcCode) }
  const { code, retryable, details = null } = cause
  const nextStep = (isReasonCode(code) && reasonOf(code).nextStep) || helpOf(code, trpcCode)
  return { ...told, message, code, retryable, nextStep, details }
}

function issuesOf(error: z.ZodError): InputIssue[] {
  return error.issues.map((issue) => ({
    path: issue.path.length === 0 ? 'input' : issue.path.join('.'),
    message: issue.message,
  }))
}
