import { describe, expect, it } from 'vitest'
import { DEFAULT_QUERY, marketHref, markFault, parseMarketUrl } from './market-query.ts'

describe('the URL of the market', () => {
  it('carries the query as typed, and begins at the first page when it changes', () => {
    const url = parseMarketUrl({ q: 'kind = egress', after: 'c' })
    expect(url).toEqual({ q: 'kind = egress', after: 'c' })
    expect(marketHref(url)).toBe('/market?q=kind+%3D+egress&after=c')
    expect(marketHref({ q: ' ', after: 'c' })).toBe('/market?q=&after=c')
    expect(parseMarketUrl({ q: '' }).q).toBe('')
  })

  it('begins with one kind, whose prices compare', () => {
    expect(parseMarketUrl({})).toEqual({ q: DEFAULT_QUERY, after: undefined })
    expect(marketHref(parseMarketUrl({ after: 'c' }))).toBe('/market?after=c')
  })
})

describe('markFault', () => {
  it('parts the query at the fault, and shows where something is missing', () => {
    expect(markFault('prise < 1', { at: 0, length: 5 })).toEqual({
      before: '',
      marked: 'prise',
      after: ' < 1',
    })
    expect(markFault('price <', { at: 7, length: 1 })).toEqual({ before: 'price <', marked: ' ', after: '' })
  })
})
