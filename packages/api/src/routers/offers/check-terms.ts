import { AppError } from '@network3/core/app-error'
import { leastUnits } from '@network3/core/offer-state'

/** An offer that ends sooner could not be found and taken in time. */
const LEAST_VALID_SECONDS = 60

/** Throws OFFER_TERMS_INVALID for terms no lease could be opened with. `validUntil` in unix seconds. */
export function checkTerms(
  terms: { minUnits: bigint; maxUnits: bigint; validUntil: number },
  now: Date,
): void {
  const fault = (sentence: string) => new AppError('OFFER_TERMS_INVALID', sentence)
  if (leastUnits(terms, 1) > terms.maxUnits)
    throw fault(`One slot needs ${leastUnits(terms, 1)} units, and there are ${terms.maxUnits} in all.`)
  if (terms.validUntil * 1000 < now.getTime() + LEAST_VALID_SECONDS * 1000)
    throw fault(`The offer has to be good for at least ${LEAST_VALID_SECONDS} seconds more.`)
}
