import { expect, test } from 'vitest'
import { leasesHref, parseLeasesQuery } from './leases-query.ts'

test('the URL of the leases begins with what one rents now, and carries the rest', () => {
  const query = parseLeasesQuery({})
  expect(query).toEqual({ side: 'renter', filter: 'active', after: undefined })
  expect(leasesHref(undefined, query)).toBe('/leases')
  expect(leasesHref('0xa', query, { side: 'operator', filter: 'all', after: 'c' })).toBe(
    '/leases?address=0xa&side=operator&filter=all&after=c',
  )
})

test('another list begins at its start', () => {
  const query = parseLeasesQuery({ after: 'c', side: 'nobody' })
  expect(query).toEqual({ side: 'renter', filter: 'active', after: 'c' })
  expect(leasesHref(undefined, query, { filter: 'closed' })).toBe('/leases?filter=closed')
})
