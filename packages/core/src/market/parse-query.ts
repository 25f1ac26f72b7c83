import {
  operatorsOf,
  type QueryField,
  type QueryOperator,
  queryFieldNames,
  queryFields,
  type SortField,
  valueFault,
} from './query-fields.ts'
import { type QueryFault, type Token, tokenizeQuery } from './tokenize-query.ts'

export type { QueryFault } from './tokenize-query.ts'

export type Condition =
  | { type: 'compare'; field: QueryField; operator: QueryOperator; value: string }
  | { type: 'in'; field: QueryField; values: string[] }
  | { type: 'not'; condition: Condition }
  | { type: 'and' | 'or'; conditions: Condition[] }

export type MarketQuery = {
  /** Undefined: everything. */
  condition: Condition | undefined
  orderBy: { field: SortField; direction: 'asc' | 'desc' }
}

export type ParsedQuery = { query: MarketQuery; fault?: never } | { query?: never; fault: QueryFault }

/** Longer queries are not read, and no more conditions than this are put together. */
export const MAX_QUERY_LENGTH = 500
const MAX_CONDITIONS = 30
const MAX_DEPTH = 8
const KEYWORDS = new Set(['and', 'or', 'not', 'in', 'order', 'by', 'asc', 'desc'])
const cheapestFirst = { field: 'price', direction: 'asc' } as const

/**
 * Reads a query of the market:
 *
 *     query     = [ either ] [ "order" "by" field [ "asc" | "desc" ] ]
 *     either    = every { "or" every }
 *     every     = single { "and" single }
 *     single    = "not" single | "(" either ")" | field ( operator value | "in" "(" value { "," value } ")" )
 *     operator  = "=" | "!=" | "<" | "<=" | ">" | ">="
 *
 * Keywords, fields and values are read in any case. The first fault is told with the characters it is about.
 */
export function parseQuery(text: string): ParsedQuery {
  if (text.length > MAX_QUERY_LENGTH) {
    const length = text.length - MAX_QUERY_LENGTH
    return {
      fault: { at: MAX_QUERY_LENGTH, length, message: `A query has ${MAX_QUERY_LENGTH} characters at most.` },
    }
  }
  const tokens = tokenizeQuery(text)
  if (!Array.isArray(tokens)) return { fault: tokens }
  try {
    return { query: readTokens(tokens) }
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault }
    throw error
  }
}

/** How a fault leaves the recursion; never seen outside. */
class Fault extends Error {
  readonly fault: QueryFault
  constructor({ at, text }: Token, message: string) {
    super(message)
    this.fault = { at, length: Math.max(1, text.length), message }
  }
}

function readTokens(tokens: readonly Token[]): MarketQuery {
  let place = 0
  let conditions = 0

  const peek = (): Token => {
    const token = tokens[place] ?? tokens.at(-1)
    if (token === undefined) throw new Error('a list of tokens has an end')
    return token
  }
  const isWord = (word: string) => peek().kind === 'word' && peek().text.toLowerCase() === word
  /** Goes past the word if it comes next. */
  const skip = (word: string): boolean => {
    const isThere = isWord(word)
    if (isThere) place++
    return isThere
  }
  const take = (kind: Token['kind'], message: string) => {
    if (peek().kind !== kind) throw new Fault(peek(), message)
    place++
  }
  const list = (word: 'and' | 'or', read: () => Condition): Condition => {
    const first = read()
    const all = [first]
    while (skip(word)) all.push(read())
    return all.length === 1 ? first : { type: word, conditions: all }
  }
  const either = (depth: number): Condition => list('or', () => list('and', () => single(depth)))

  const single = (depth: number): Condition => {
    if (depth > MAX_DEPTH) throw new Fault(peek(), 'This is nested too deep.')
    if (skip('not')) return { type: 'not', condition: single(depth + 1) }
    if (peek().kind !== 'open') return comparison()
    place++
    const inner = either(depth + 1)
    take('close', 'Close the parenthesis with “)”.')
    return inner
  }

  const comparison = (): Condition => {
    const first = peek()
    const field = readField('Say what to look for')
    if (++conditions > MAX_CONDITIONS) {
      throw new Fault(first, `A query has ${MAX_CONDITIONS} conditions at most.`)
    }
    if (skip('in')) return { type: 'in', field, values: readValues(field) }
    const allowed = operatorsOf(queryFields[field].type)
    const token = peek()
    const operator = allowed.find((known) => token.kind === 'operator' && known === token.text)
    if (operator === undefined)
      throw new Fault(token, `Compare ${field} by ${allowed.join(' ')} or “in (…)”.`)
    place++
    return { type: 'compare', field, operator, value: readValue(field) }
  }

  const readValues = (field: QueryField): string[] => {
    take('open', 'A list begins with “(”.')
    const values = [readValue(field)]
    while (peek().kind === 'comma') {
      place++
      values.push(readValue(field))
    }
    take('close', 'A list ends with “)”, its values parted by commas.')
    return values
  }

  const readValue = (field: QueryField): string => {
    const token = peek()
    if (token.kind !== 'word' || KEYWORDS.has(token.text.toLowerCase())) {
      throw new Fault(token, `A value of ${field} is missing: ${queryFields[field].says}.`)
    }
    const message = valueFault(queryFields[field].type, token.text)
    if (message !== undefined) throw new Fault(token, message)
    place++
    return token.text
  }

  const readField = (what: string): QueryField => {
    const token = peek()
    const name = token.text.toLowerCase()
    const field = queryFieldNames.find((known) => token.kind === 'word' && known === name)
    if (field === undefined) {
      throw new Fault(token, `${what}: ${queryFieldNames.join(', ')}.${hintFor(name)}`)
    }
    place++
    return field
  }

  const readOrder = (): MarketQuery['orderBy'] => {
    if (!skip('by')) throw new Fault(peek(), 'Say “by” after “order”.')
    const token = peek()
    const field = readField('Say what to order by')
    if (!isSortField(field)) {
      const sorting = queryFieldNames.filter(isSortField).join(', ')
      throw new Fault(token, `Offers cannot be ordered by ${field}, but by ${sorting}.`)
    }
    if (skip('desc')) return { field, direction: 'desc' }
    skip('asc')
    return { field, direction: 'asc' }
  }

  const condition = peek().kind === 'end' || isWord('order') ? undefined : either(0)
  const orderBy = skip('order') ? readOrder() : cheapestFirst
  if (peek().kind !== 'end') throw new Fault(peek(), 'Say “and”, “or” or “order by” here.')
  return { condition, orderBy }
}

function isSortField(field: QueryField): field is SortField {
  return queryFields[field].sorts
}

/** The nearest field, for a slip of the finger. */
function hintFor(word: string): string {
  const near = queryFieldNames.filter((name) => editDistance(name, word) <= 2).at(0)
  return near === undefined || word === '' ? '' : ` Did you mean ${near}?`
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (const [column, other] of [...b].entries()) {
      const insert = Math.min((next[column] ?? 0) + 1, (row[column + 1] ?? 0) + 1)
      next.push(Math.min(insert, (row[column] ?? 0) + (letter === other ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
