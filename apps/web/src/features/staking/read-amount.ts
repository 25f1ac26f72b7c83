import { isAppError } from '@network3/core/app-error'
import { parseN3 } from '@network3/core/parse-n3'

/** What was typed: wei, or what is wrong with it. Both undefined while nothing is typed. */
export type TypedAmount = { wei: bigint | undefined; problem: string | undefined }

export function readAmount(text: string): TypedAmount {
  if (text.trim() === '') return { wei: undefined, problem: undefined }
  try {
    const wei = parseN3(text)
    return wei === 0n ? { wei: undefined, problem: 'Enter more than zero.' } : { wei, problem: undefined }
  } catch (error) {
    if (isAppError(error, 'AMOUNT_INVALID')) return { wei: undefined, problem: error.message }
    throw error
  }
}
