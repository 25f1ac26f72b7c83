import { type AppError, isAppError } from '@network3/core/app-error'
import { isReasonCode, reasonOf } from '@network3/core/reasons'
import type { TRPCDefaultErrorShape, TRPCError } from '@trpc/server'
import { z } from 'zod'

/** One field of the input that does not fit, and why. */
type InputIssue = { path: string; message: string }

/**
 * What a client gets of an error. data.code is stable and ours (NOT_FOUND, FAUCET_LIMIT, INPUT_INVALID…);
 * data.trpcCode is tRPC's. Nothing of a stack, a query or an unexpected error's text leaves the server.
 */
export function formatError({ shape, error }: { shape: TRPCDefaultErrorShape; error: TRPCError }) {
  const { cause } = error
  const isOurs = isAppError(cause)
  const issues = cause instanceof z.ZodError && error.code === 'BAD_REQUEST' ? inputIssues(cause) : []
  const isInternal = error.code === 'INTERNAL_SERVER_ERROR'
  return {
    code: shape.code,
    message: isInternal
      ? 'Something went wrong on our side. It was recorded; try again.'
      : issues.length > 0
        ? issues.map(({ path, message }) => `${path}: ${message}`).join('; ')
        : error.message,
    data: {
      code: issues.length > 0 ? 'INPUT_INVALID' : isOurs && !isInternal ? cause.code : error.code,
      trpcCode: error.code,
      httpStatus: shape.data.httpStatus,
      path: shape.data.path ?? null,
      retryable: isOurs ? cause.retryable : false,
      issues,
      ...(isOurs && !isInternal ? adviceOf(cause) : { nextStep: null, details: null }),
    },
  }
}

/** What to do about one of our errors, and the figures of it. */
function adviceOf({ code, details }: AppError) {
  return { nextStep: (isReasonCode(code) && reasonOf(code).nextStep) || null, details: details ?? null }
}

function inputIssues(error: z.ZodError): InputIssue[] {
  return error.issues.map((issue) => ({
    path: issue.path.length === 0 ? 'input' : issue.path.join('.'),
    message: issue.message,
  }))
}
