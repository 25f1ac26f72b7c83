import { expect, test } from 'vitest'
import { listPages, parseProfileQuery, profileHref } from './profile-query.ts'

test('paging one list leaves the others and the window where they are', () => {
  const query = parseProfileQuery({ window: '30d', nodes: 'n2' })
  expect(listPages('0xA', query, 'epochs', 'e2').nextHref).toBe(
    '/operators/0xA?window=30d&epochs=e2&nodes=n2#epochs',
  )
  expect(listPages('0xA', query, 'nodes', null)).toEqual({
    firstHref: '/operators/0xA?window=30d#nodes',
    nextHref: undefined,
  })
})

test('a URL that makes no sense is the plain profile', () => {
  const query = parseProfileQuery({ window: 'yesterday', epochs: ['a', 'b'] })
  expect(query).toEqual({ window: '24h', epochs: 'a' })
  expect(profileHref('0xA', query, { epochs: undefined })).toBe('/operators/0xA')
})
