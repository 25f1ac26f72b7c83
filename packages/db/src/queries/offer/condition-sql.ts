import type { Condition } from '@network3/core/market/parse-query'
import type { QueryField, QueryOperator, SortField } from '@network3/core/market/query-fields'
import { parseN3 } from '@network3/core/parse-n3'
import { weiToDb } from '../../wei.ts'
import { hexToDb } from '../../write/hex.ts'

type Bind = (value: unknown) => string

const sizes = {
  price: 'f.price_per_unit_wei',
  slots: '(f.slots - coalesce(t.slots_taken, 0))',
  units: '(f.max_units - coalesce(t.consumed_units, 0))',
  duration: 'f.max_duration_seconds',
  stake: 'coalesce(o.pool_assets_wei, 0)',
} as const satisfies Record<SortField, string>

/** What a page of offers is ordered by; the same expressions that queries compare. */
export function sortSql(field: SortField): string {
  // Bare, for a cast hides from the planner that an index has prices in order.
  return field === 'price' ? sizes.price : `(${sizes[field]})::numeric`
}

/** A condition over offerJoins, or over offerOwnJoins unless it asksNodes. Every value goes in as a parameter, never as text. */
export function conditionSql(condition: Condition, bind: Bind): string {
  switch (condition.type) {
    case 'and':
    case 'or':
      return `(${condition.conditions.map((inner) => conditionSql(inner, bind)).join(` ${condition.type} `)})`
    case 'not':
      return `(NOT ${conditionSql(condition.condition, bind)})`
    case 'in':
      return `(${condition.values.map((value) => compareSql(condition.field, '=', value, bind)).join(' or ')})`
    case 'compare':
      return compareSql(condition.field, condition.operator, condition.value, bind)
  }
}

const ofNodes: readonly QueryField[] = ['nodes', 'country', 'verified', 'online', 'runs']

/** Whether a condition asks about an operator's nodes, which cost more to look up than everything else together. */
export function asksNodes(condition: Condition): boolean {
  switch (condition.type) {
    case 'and':
    case 'or':
      return condition.conditions.some(asksNodes)
    case 'not':
      return asksNodes(condition.condition)
    case 'in':
    case 'compare':
      return ofNodes.includes(condition.field)
  }
}

function compareSql(field: QueryField, operator: QueryOperator, value: string, bind: Bind): string {
  const sign = operator === '!=' ? '<>' : operator
  switch (field) {
    case 'price':
    case 'stake':
      return `(${sizes[field]} ${sign} ${bind(weiToDb(parseN3(value)))}::numeric)`
    case 'slots':
    case 'units':
    case 'duration':
      return `(${sizes[field]} ${sign} ${bind(value)}::numeric)`
    case 'nodes':
      return `(n.registered ${sign} ${bind(value)}::numeric)`
    case 'kind':
      return `(f.kind ${sign} ${bind(value.toLowerCase())})`
    case 'operator':
      return `(f.operator ${sign} ${bind(hexToDb(`0x${value.slice(2).toLowerCase()}`))})`
    case 'country': {
      const isThere = `coalesce(${bind(value.toUpperCase())} = ANY(n.countries), false)`
      return operator === '!=' ? `(NOT ${isThere})` : isThere
    }
    case 'runs': {
      const isThere = `(${bind(value.toLowerCase())} = ANY(n.runs))`
      return operator === '!=' ? `(NOT ${isThere})` : isThere
    }
    case 'verified':
    case 'online':
      return `((n.${field} > 0) ${sign} ${bind(value.toLowerCase() === 'true')})`
  }
}
