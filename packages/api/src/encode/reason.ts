import { type ReasonCode, reasonOf } from '@network3/core/reasons'

export type EncodedReason = { code: ReasonCode; sentence: string; nextStep: string | null }

/** A code with its words, as answers carry it. */
export function encodeReason(code: ReasonCode): EncodedReason {
  const { sentence, nextStep } = reasonOf(code)
  return { code, sentence, nextStep: nextStep ?? null }
}
