import { isReasonCode, reasonOf } from '@network3/core/reasons'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { helpOf } from '../errors/help-of.ts'
import { answeredCodes, trpcCodeOf } from '../errors/trpc-code-of.ts'

export type ProblemKind = {
  code: string
  status: number
  /** What is the case; null where each occurrence has words of its own. */
  sentence: string | null
  /** What to do about it. */
  nextStep: string
}

/** Every code that a caller may be answered, by name: what a problem's `type` leads to. */
export function listProblems(): ProblemKind[] {
  const kinds = answeredCodes.map((code): ProblemKind => {
    const kind = trpcCodeOf(code)
    const status = getHTTPStatusCodeFromError(new TRPCError({ code: kind }))
    if (!isReasonCode(code)) return { code, status, sentence: null, nextStep: helpOf(code, kind) }
    const { sentence, nextStep } = reasonOf(code)
    return { code, status, sentence, nextStep: nextStep ?? helpOf(code, kind) }
  })
  const ours = 'INTERNAL_SERVER_ERROR'
  const broken = {
    code: ours,
    status: 500,
    sentence: 'Something went wrong on our side.',
    nextStep: helpOf(ours, ours),
  }
  return [...kinds, broken].toSorted((left, right) => (left.code < right.code ? -1 : 1))
}
