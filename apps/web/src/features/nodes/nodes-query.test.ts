import { describe, expect, it } from 'vitest'
import { nodeListPages, nodesHref, parseNodePageQuery, parseNodesQuery } from './nodes-query.ts'

describe('the URL of the list of nodes', () => {
  it('says what it was made from, and leaves defaults out', () => {
    const query = parseNodesQuery({ status: 'online', country: 'de', capability: 'egress', after: 'c' })
    expect(query).toEqual({ status: 'online', country: 'DE', capability: 'egress', after: 'c' })
    expect(nodesHref(query, { after: 'd' })).toBe('/nodes?status=online&country=DE&capability=egress&after=d')
    expect(nodesHref(parseNodesQuery({}))).toBe('/nodes')
  })

  it('begins at the first page when something changes, and forgets what it cannot read', () => {
    const query = parseNodesQuery({ status: 'asleep', country: 'XX', after: 'c' })
    expect(query).toEqual({ status: 'registered', country: undefined, capability: undefined, after: 'c' })
    expect(nodesHref(query, { status: 'verified' })).toBe('/nodes?status=verified')
  })
})

describe('nodeListPages', () => {
  it('pages one list and leaves the others where they are', () => {
    const query = parseNodePageQuery({ epochs: 'e', work: 'w' })
    expect(nodeListPages('0xab', query, 'work', 'next')).toEqual({
      firstHref: '/nodes/0xab?epochs=e#work',
      nextHref: '/nodes/0xab?epochs=e&work=next#work',
    })
    expect(nodeListPages('0xab', query, 'sessions', null)).toEqual({})
  })
})
