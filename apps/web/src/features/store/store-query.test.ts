import { expect, test } from 'vitest'
import { parseStoreQuery, storeHref, storePages } from './store-query.ts'

test('what the URL says is read, and what it cannot mean counts as not said', () => {
  expect(parseStoreQuery({ batch: '3', orders: 'abc' })).toEqual({ batch: 3, orders: 'abc' })
  expect(parseStoreQuery({ batch: '0' }).batch).toBeUndefined()
  expect(parseStoreQuery({ batch: 'three', devices: 'x'.repeat(600) })).toEqual({})
})

test('choosing a batch keeps the address and the places of the lists', () => {
  expect(storeHref('0xAb', { orders: 'next' }, { batch: 2 })).toBe('/store?address=0xAb&batch=2&orders=next')
})

test('a list pages on its own, and leads back to its start', () => {
  expect(storePages(undefined, {}, 'devices', null)).toEqual({ firstHref: undefined, nextHref: undefined })
  expect(storePages(undefined, { orders: 'a', devices: 'b' }, 'devices', 'c')).toEqual({
    firstHref: '/store?orders=a#devices',
    nextHref: '/store?orders=a&devices=c#devices',
  })
})
