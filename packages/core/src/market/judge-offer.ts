import { countryName } from '../countries.ts'
import { parseN3 } from '../parse-n3.ts'
import { reasonOf } from '../reasons.ts'
import { formatWei } from '../units.ts'
import type { MarketOffer } from './market-offer.ts'
import type { Condition } from './parse-query.ts'
import type { QueryField, QueryOperator } from './query-fields.ts'

/** What an offer can fail by: a field of the query language, its state, its minimum, or a part of a query in brackets. */
export type Dimension = QueryField | 'state' | 'minimum' | 'query'

export type Shortfall = {
  dimension: Dimension
  /** Stable: the state's reason, or <DIMENSION>_UNMET. */
  code: string
  /** With its operator, amounts in wei: `<= 250000000000000000`. */
  need: string
  have: string
  sentence: string
}

export type Requirements = {
  conditions: readonly Condition[]
  /** More than this many units per slot must not be due: as many as would be used. */
  mostMinUnits?: bigint | undefined
}

/** Everything that keeps an offer from being what is wanted; nothing when it matches. */
export function judgeOffer(offer: MarketOffer, requirements: Requirements): Shortfall[] {
  const { conditions, mostMinUnits } = requirements
  const failed = conditions
    .filter((condition) => !meetsCondition(offer, condition))
    .map((condition) => shortfallOf(offer, condition))
  if (mostMinUnits !== undefined && offer.minUnits > mostMinUnits) {
    failed.unshift({
      ...{ dimension: 'minimum', code: 'MINIMUM_UNMET', need: `<= ${mostMinUnits}` },
      have: String(offer.minUnits),
      sentence: `A slot of it takes at least ${offer.minUnits} units, and ${mostMinUnits} are wanted.`,
    })
  }
  if (offer.state !== 'OFFER_OPEN') {
    failed.unshift({
      ...{ dimension: 'state', code: offer.state, need: '= OFFER_OPEN', have: offer.state },
      sentence: reasonOf(offer.state).sentence,
    })
  }
  return failed
}

/** Whether an offer meets a condition: the same answer as conditionSql of packages/db gives. */
export function meetsCondition(offer: MarketOffer, condition: Condition): boolean {
  switch (condition.type) {
    case 'and':
      return condition.conditions.every((inner) => meetsCondition(offer, inner))
    case 'or':
      return condition.conditions.some((inner) => meetsCondition(offer, inner))
    case 'not':
      return !meetsCondition(offer, condition.condition)
    case 'in':
      return condition.values.some((value) => meetsComparison(offer, condition.field, '=', value))
    case 'compare':
      return meetsComparison(offer, condition.field, condition.operator, condition.value)
  }
}

function meetsComparison(
  offer: MarketOffer,
  field: QueryField,
  operator: QueryOperator,
  value: string,
): boolean {
  switch (field) {
    case 'kind':
      return (offer.kind === value.toLowerCase()) === (operator === '=')
    case 'operator':
      return (offer.operator.toLowerCase() === value.toLowerCase()) === (operator === '=')
    case 'country':
      return offer.countries.includes(value.toUpperCase()) === (operator === '=')
    case 'runs':
      return offer.runs.some((kind) => kind === value.toLowerCase()) === (operator === '=')
    case 'verified':
    case 'online':
      return (offer.nodes[field] > 0 === (value.toLowerCase() === 'true')) === (operator === '=')
    default:
      return compareSizes(sizeOf(offer, field), operator, wantedSize(field, value))
  }
}

type SizeField = 'price' | 'stake' | 'slots' | 'units' | 'duration' | 'nodes'

function sizeOf(offer: MarketOffer, field: SizeField): bigint {
  switch (field) {
    case 'price':
      return offer.pricePerUnitWei
    case 'stake':
      return offer.stakeWei
    case 'units':
      return offer.leftUnits
    case 'slots':
      return BigInt(offer.freeSlots)
    case 'duration':
      return BigInt(offer.maxDurationSeconds)
    case 'nodes':
      return BigInt(offer.nodes.registered)
  }
}

const isAmount = (field: QueryField) => field === 'price' || field === 'stake'

function wantedSize(field: SizeField, value: string): bigint {
  return isAmount(field) ? parseN3(value) : BigInt(value)
}

function compareSizes(left: bigint, operator: QueryOperator, right: bigint): boolean {
  switch (operator) {
    case '=':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
  }
}

function shortfallOf(offer: MarketOffer, condition: Condition): Shortfall {
  if (condition.type !== 'compare' && condition.type !== 'in') {
    const need = textOf(condition)
    const fields = [...new Set(fieldsOf(condition))]
    const have = fields.map((field) => `${field} ${haveOf(offer, field)}`).join(', ')
    const sentence = `It does not meet “${need}”: ${fields.map((field) => saysOf(offer, field)).join(', ')}.`
    return { dimension: 'query', code: 'QUERY_UNMET', need, have, sentence }
  }
  const { field } = condition
  return {
    dimension: field,
    code: `${field.toUpperCase()}_UNMET`,
    need: needOf(condition),
    have: haveOf(offer, field),
    sentence: `Wanted is ${textOf(condition)}${unitOf(field)}; it has ${saysOf(offer, field)}.`,
  }
}

function needOf(condition: Extract<Condition, { type: 'compare' | 'in' }>): string {
  if (condition.type === 'in') return `in ${condition.values.map((value) => value.toUpperCase()).join(', ')}`
  const { field, operator, value } = condition
  return `${operator} ${isAmount(field) ? parseN3(value) : value}`
}

function haveOf(offer: MarketOffer, field: QueryField): string {
  switch (field) {
    case 'kind':
    case 'operator':
      return offer[field]
    case 'country':
      return offer.countries.join(', ')
    case 'runs':
      return offer.runs.join(', ')
    case 'verified':
    case 'online':
      return String(offer.nodes[field] > 0)
    default:
      return String(sizeOf(offer, field))
  }
}

const units: Partial<Record<QueryField, string>> = { price: ' N3', stake: ' N3', duration: ' s' }
const unitOf = (field: QueryField) => units[field] ?? ''

/** What it has of a field, for people. */
function saysOf(offer: MarketOffer, field: QueryField): string {
  if (field === 'country') return offer.countries.map(countryName).join(', ') || 'no node anywhere'
  if (field === 'runs')
    return offer.runs.length === 0 ? 'no verified node that runs jobs' : `runs ${offer.runs.join(', ')}`
  if (field === 'verified' || field === 'online') return `${offer.nodes[field]} nodes ${field}`
  if (field === 'price' || field === 'stake') return `${field} ${formatWei(sizeOf(offer, field))} N3`
  return `${field} ${haveOf(offer, field)}${unitOf(field)}`
}

/** A condition as one would type it. */
function textOf(condition: Condition): string {
  switch (condition.type) {
    case 'and':
    case 'or':
      return `(${condition.conditions.map(textOf).join(` ${condition.type} `)})`
    case 'not':
      return `not ${textOf(condition.condition)}`
    case 'in':
      return `${condition.field} in (${condition.values.join(', ')})`
    case 'compare':
      return `${condition.field} ${condition.operator} ${condition.value}`
  }
}

function fieldsOf(condition: Condition): QueryField[] {
  if (condition.type === 'compare' || condition.type === 'in') return [condition.field]
  return condition.type === 'not'
    ? fieldsOf(condition.condition)
    : condition.conditions.flatMap((inner) => fieldsOf(inner))
}
