import { describe, expect, it } from 'vitest'
import { DEFAULT_QUERY, marketHref, markFault, parseMarketUrl, toggled } from './market-query.ts'

const ids = ['1', '2', '3', '4', '5'].map((digit) => `0x${digit.repeat(64)}`)

describe('the URL of the market', () => {
  it('carries the query as typed, and begins at the first page when it changes', () => {
    const url = parseMarketUrl({ q: 'kind = egress', after: 'c' })
    expect(url).toEqual({ q: 'kind = egress', after: 'c', compare: [], why: undefined })
    expect(marketHref(url)).toBe('/market?q=kind+%3D+egress&after=c')
    expect(marketHref({ q: ' ', after: 'c' })).toBe('/market?q=&after=c')
    expect(marketHref({ q: '' })).toBe('/market?q=')
    expect(parseMarketUrl({ q: '' }).q).toBe('')
  })

  it('begins with one kind, whose prices compare', () => {
    expect(parseMarketUrl({})).toMatchObject({ q: DEFAULT_QUERY, after: undefined })
    expect(marketHref(parseMarketUrl({ after: 'c' }))).toBe('/market?after=c')
  })

  it('keeps up to four offers to compare, each once, and nothing that is no offer', () => {
    const url = parseMarketUrl({ compare: [...ids, ids[0], 'x'].join(',') })
    expect(url.compare).toEqual(ids.slice(0, 4))
    expect(parseMarketUrl({ q: DEFAULT_QUERY, compare: ids[0] })).toMatchObject({ compare: [ids[0]] })
    expect(marketHref({ ...url, compare: ids.slice(0, 1) })).toBe(`/market?compare=${ids[0]}`)
  })
})

describe('toggled', () => {
  it('takes an offer in or out; a fifth takes the place of the first', () => {
    const [first = '', second = ''] = ids
    expect(toggled([first], second)).toEqual([first, second])
    expect(toggled([first, second], first)).toEqual([second])
    expect(toggled(ids.slice(0, 4), ids[4] ?? '')).toEqual(ids.slice(1))
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
