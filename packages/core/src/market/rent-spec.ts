import type { JobKind } from '../jobs/job-terms.ts'
import type { OfferKind } from '../lease-state.ts'
import { formatWei } from '../units.ts'
import type { Condition } from './parse-query.ts'
import type { QueryField, QueryOperator } from './query-fields.ts'

/** What somebody wants of an offer; every part but the kind may be left open. */
export type RentSpec = {
  kind: OfferKind
  /** Free at one time. */
  slots?: number | undefined
  /** Left to be sold. */
  units?: bigint | undefined
  /** A lease runs at least as long. */
  durationSeconds?: number | undefined
  maxPricePerUnitWei?: bigint | undefined
  /** Any of them. */
  countries?: readonly string[] | undefined
  isVerified?: boolean | undefined
  isOnline?: boolean | undefined
  /** A verified node of it runs such jobs now. */
  runs?: JobKind | undefined
  minStakeWei?: bigint | undefined
  /** Registered ones that lend this kind. */
  nodes?: number | undefined
}

const compare = (field: QueryField, operator: QueryOperator, value: string | number | bigint): Condition => ({
  ...{ type: 'compare', field, operator },
  value: String(value),
})

/** What the spec asks for, and what a query adds, each a condition of its own, so that each can be told to fail. */
export function conditionsOf(spec: RentSpec, query?: Condition | undefined): Condition[] {
  const { slots, units, durationSeconds, maxPricePerUnitWei, countries, minStakeWei, nodes } = spec
  const conditions = [compare('kind', '=', spec.kind)]
  if (slots !== undefined) conditions.push(compare('slots', '>=', slots))
  if (units !== undefined) conditions.push(compare('units', '>=', units))
  if (durationSeconds !== undefined) conditions.push(compare('duration', '>=', durationSeconds))
  if (maxPricePerUnitWei !== undefined) conditions.push(compare('price', '<=', formatWei(maxPricePerUnitWei)))
  if (countries !== undefined && countries.length > 0)
    conditions.push({ type: 'in', field: 'country', values: [...countries] })
  if (spec.isVerified !== undefined) conditions.push(compare('verified', '=', String(spec.isVerified)))
  if (spec.isOnline !== undefined) conditions.push(compare('online', '=', String(spec.isOnline)))
  if (spec.runs !== undefined) conditions.push(compare('runs', '=', spec.runs))
  if (minStakeWei !== undefined) conditions.push(compare('stake', '>=', formatWei(minStakeWei)))
  if (nodes !== undefined) conditions.push(compare('nodes', '>=', nodes))
  if (query?.type === 'and') conditions.push(...query.conditions)
  else if (query !== undefined) conditions.push(query)
  return conditions
}
