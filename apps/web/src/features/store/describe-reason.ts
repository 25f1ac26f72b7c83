import { type ReasonCode, reasonOf } from '@network3/core/reasons'

/** The sentence of a code and what to do about it. */
export function describeReason(code: ReasonCode): string {
  const { sentence, nextStep } = reasonOf(code)
  return nextStep === undefined ? sentence : `${sentence} ${nextStep}`
}
