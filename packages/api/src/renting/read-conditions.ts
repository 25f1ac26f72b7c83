import { AppError } from '@network3/core/app-error'
import { type Condition, type MarketQuery, parseQuery } from '@network3/core/market/parse-query'
import { conditionsOf, type RentSpec } from '@network3/core/market/rent-spec'

/** Everything a spec and its query ask for. Throws QUERY_INVALID with the characters it is about. */
export function readConditions({ query, ...spec }: RentSpec & { query?: string | undefined }): Condition[] {
  return conditionsOf(spec, query === undefined ? undefined : readQuery(query).condition)
}

/** Throws QUERY_INVALID with the characters it is about. */
export function readQuery(text: string): MarketQuery {
  const { query, fault } = parseQuery(text)
  if (fault === undefined) return query
  const { at, length, message } = fault
  throw new AppError('QUERY_INVALID', `At character ${at + 1} of the query: ${message}`, {
    details: { at, length, found: text.slice(at, at + length) },
  })
}
