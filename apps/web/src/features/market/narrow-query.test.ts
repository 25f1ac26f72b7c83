import { parseQuery } from '@network3/core/market/parse-query'
import { expect, test } from 'vitest'
import { narrowQuery } from './narrow-query.ts'

test.each([
  ['', 'country = DE', 'country = DE'],
  ['order by price', 'country = DE', 'country = DE order by price'],
  ['kind = compute', 'country = DE', 'kind = compute and country = DE'],
  [
    'kind = egress or price < 1 ORDER BY slots desc',
    'verified = true',
    '(kind = egress or price < 1) and verified = true ORDER BY slots desc',
  ],
])('%j with %s is a query that means both', (query, condition, expected) => {
  expect(narrowQuery(query, condition)).toBe(expected)
  expect(parseQuery(expected).fault).toBeUndefined()
})
