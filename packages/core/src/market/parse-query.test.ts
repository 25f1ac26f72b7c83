import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Condition, MAX_QUERY_LENGTH, parseQuery } from './parse-query.ts'
import { queryFieldNames } from './query-fields.ts'

const queryOf = (text: string) => {
  const { query, fault } = parseQuery(text)
  if (fault !== undefined) throw new Error(`${text}: ${fault.message}`)
  return query
}
/** The characters a fault points at, between marks. */
const faultOf = (text: string) => {
  const { fault } = parseQuery(text)
  if (fault === undefined) throw new Error(`${text} was read`)
  const { at, length } = fault
  return `${text.slice(0, at)}›${text.slice(at, at + length)}‹${text.slice(at + length)}`
}

describe('parseQuery', () => {
  it('reads the example of the documentation', () => {
    expect(
      queryOf('kind = compute and price < 0.25 and country in (DE, FR) and verified = true order by price'),
    ).toEqual({
      condition: {
        type: 'and',
        conditions: [
          { type: 'compare', field: 'kind', operator: '=', value: 'compute' },
          { type: 'compare', field: 'price', operator: '<', value: '0.25' },
          { type: 'in', field: 'country', values: ['DE', 'FR'] },
          { type: 'compare', field: 'verified', operator: '=', value: 'true' },
        ],
      },
      orderBy: { field: 'price', direction: 'asc' },
    })
  })

  it('binds “and” closer than “or”, and “not” closest; parentheses say otherwise', () => {
    const shape = (condition: Condition | undefined): string => {
      if (condition === undefined) return 'all'
      if (condition.type === 'compare') return condition.value
      if (condition.type === 'in') return condition.values.join('/')
      if (condition.type === 'not') return `!${shape(condition.condition)}`
      return `(${condition.conditions.map(shape).join(condition.type === 'and' ? '&' : '|')})`
    }
    const shapeOf = (text: string) => shape(queryOf(text).condition)
    expect(shapeOf('slots=1 or slots=2 and slots=3')).toBe('(1|(2&3))')
    expect(shapeOf('(slots=1 or slots=2) and slots=3')).toBe('((1|2)&3)')
    expect(shapeOf('not slots=1 and slots=2')).toBe('(!1&2)')
    expect(shapeOf('not (slots=1 and slots in (2,3))')).toBe('!(1&2/3)')
    expect(shapeOf('  ')).toBe('all')
  })

  it('takes any case, and an order alone', () => {
    expect(queryOf('KIND = Compute AND Price >= 1 ORDER BY Slots DESC').orderBy).toEqual({
      field: 'slots',
      direction: 'desc',
    })
    expect(queryOf('order by stake')).toEqual({
      condition: undefined,
      orderBy: { field: 'stake', direction: 'asc' },
    })
  })

  it('points at the characters it cannot read', () => {
    const cases = [
      'kind = ›compte‹',
      '›prise‹ < 1',
      'price ›~‹ 1',
      'price < ›‹',
      'price < ›and‹ slots > 1',
      'kind ›<‹ compute',
      'country in ›DE‹, FR',
      'country in (DE›‹',
      'country = ›XX‹',
      'slots > ›1.5‹',
      'verified = ›maybe‹',
      '(slots = 1 ›‹',
      'slots = 1 ›slots‹ = 2',
      'slots = 1 order ›price‹',
      'slots = 1 order by ›country‹',
      'slots = 1 order by price ›,‹ slots',
      'operator = ›0x12‹',
      'price = ›1e5‹',
      '›=‹ 5',
      'price < 1›;‹ drop table offer',
    ]
    for (const marked of cases) expect(faultOf(marked.replaceAll(/[›‹]/g, ''))).toBe(marked)
  })

  it('says what it wanted, and guesses at a slip', () => {
    expect(parseQuery('prise < 1').fault?.message).toContain('Did you mean price?')
    expect(parseQuery('kind = gpu').fault?.message).toContain('compute, bandwidth, egress, dataset')
    expect(parseQuery('zzzzzz = 1').fault?.message).not.toContain('Did you mean')
  })

  it('bounds what it reads', () => {
    expect(parseQuery(' '.repeat(MAX_QUERY_LENGTH + 1)).fault?.at).toBe(MAX_QUERY_LENGTH)
    expect(parseQuery(`${'('.repeat(40)}slots=1${')'.repeat(40)}`).fault?.message).toContain('nested')
    expect(parseQuery(Array(31).fill('slots=1').join(' or ')).fault?.message).toContain('30 conditions')
  })

  it('reads or faults, within the text, whatever is typed', () => {
    const word = fc.oneof(
      fc.constantFrom('and', 'or', 'not', 'in', 'order', 'by', '(', ')', ',', '=', '<', '1', 'DE', 'true'),
      fc.constantFrom(...queryFieldNames),
      fc.string({ maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const text = words.join(' ')
        const { query, fault } = parseQuery(text)
        expect((query === undefined) !== (fault === undefined)).toBe(true)
        if (fault === undefined) return
        expect(fault.at >= 0 && fault.at <= text.length && fault.length > 0).toBe(true)
        expect(fault.message.length).toBeGreaterThan(5)
      }),
      { numRuns: 2_000 },
    )
  })
})
