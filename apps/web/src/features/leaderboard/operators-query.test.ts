import { expect, test } from 'vitest'
import {
  hasFilter,
  operatorsHref,
  parseOperatorsQuery,
  sortHref,
  sortOrder,
  toFindInput,
} from './operators-query.ts'

const plain = parseOperatorsQuery({})

test('an empty URL is the last day by earned, greatest first', () => {
  expect(plain).toEqual({ window: '24h', sort: 'earned', direction: 'desc' })
  expect(operatorsHref(plain)).toBe('/operators')
})

test('what a URL says in a way that makes no sense counts as not said', () => {
  const query = parseOperatorsQuery({
    window: '8d',
    sort: 'luck',
    country: 'ZZ',
    economy: '',
    q: ['0xab', '0xcd'],
  })
  expect(query).toEqual({ ...plain, q: '0xab' })
})

test('a query survives the way into a URL and back', () => {
  const query = parseOperatorsQuery({
    window: 'all',
    sort: 'stake',
    direction: 'asc',
    q: '0xab',
    country: 'de',
    capability: 'compute',
    stake: '1,000.5',
    economy: 'others',
    after: 'cursor',
  })
  const url = new URL(operatorsHref(query, { after: query.after }), 'http://host')
  expect(parseOperatorsQuery(Object.fromEntries(url.searchParams))).toEqual(query)
})

test('any change begins at the first page', () => {
  const deep = parseOperatorsQuery({ after: 'cursor', window: '30d' })
  expect(operatorsHref(deep, { country: 'DE' })).toBe('/operators?window=30d&country=DE')
  expect(sortHref(deep, 'stake')).toBe('/operators?window=30d&sort=stake')
})

test('a column sorts greatest first, and the other way on the second click', () => {
  expect(sortHref(plain, 'earned')).toBe('/operators?direction=asc')
  expect(sortHref(parseOperatorsQuery({ direction: 'asc' }), 'earned')).toBe('/operators')
  expect(sortOrder(plain, 'earned')).toBe('descending')
  expect(sortOrder(plain, 'stake')).toBe('none')
})

test('typed fields become the input of the API: a prefix with 0x, an amount in wei', () => {
  const { input, faults } = toFindInput(parseOperatorsQuery({ q: '5aAe', stake: '1,000.5' }), 50)
  expect(input).toMatchObject({ search: '0x5aAe', minStakeWei: '1000500000000000000000', limit: 50 })
  expect(faults).toEqual({})
})

test('a field that cannot be read is named, and left out of the input', () => {
  const { input, faults } = toFindInput(parseOperatorsQuery({ q: 'bob', stake: 'lots' }), 50)
  expect(input).toEqual({ limit: 50, window: '24h', sort: 'earned', direction: 'desc' })
  expect(Object.keys(faults)).toEqual(['q', 'stake'])
})

test('a window or an order is no filter, a country is', () => {
  expect(hasFilter(parseOperatorsQuery({ window: 'all', sort: 'stake' }))).toBe(false)
  expect(hasFilter(parseOperatorsQuery({ country: 'DE' }))).toBe(true)
})
