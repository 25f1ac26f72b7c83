import { MAX_QUERY_LENGTH, parseQuery } from '@network3/core/market/parse-query'
import { expect, test } from 'vitest'
import { queryOfOperators } from './find-runners.ts'

const operators = Array.from({ length: 40 }, (_, index) => `0x${String(index).padStart(40, '0')}`)

test('a query of operators is one the market reads, however many there are and whatever is asked beside', () => {
  for (const query of [
    '',
    'price < 0.25',
    `price < 0.25 or (${'slots > 1 and '.repeat(8)} kind = compute)`,
  ]) {
    const text = queryOfOperators(query, operators)
    expect(text.length).toBeLessThanOrEqual(MAX_QUERY_LENGTH)
    expect(parseQuery(text).fault).toBeUndefined()
  }
})
