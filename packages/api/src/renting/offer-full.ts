import { AppError } from '@network3/core/app-error'
import { reasonOf } from '@network3/core/reasons'

/** OFFER_FULL with what is missing of it. */
export function offerFull(
  dimension: 'slots' | 'units',
  about: { offerId: string },
  need: string | number | bigint,
  have: string | number | bigint,
): AppError {
  const sentence = `${reasonOf('OFFER_FULL').sentence.slice(0, -1)}: ${need} ${dimension} are needed, and ${have} are left.`
  return new AppError('OFFER_FULL', sentence, {
    details: { ...about, dimension, need: String(need), have: String(have) },
  })
}
