import { describe, expect, it } from 'vitest'
import { compareFacts, compareSums, sumOf } from './compare-facts.ts'

const expected = new Map([
  ['a', { assets: '5', shares: '7' }],
  ['b', { assets: '6', shares: '8' }],
])

describe('compareFacts', () => {
  it('finds nothing where both sides say the same, and lets the database know more', () => {
    const actual = new Map([...expected].map(([key, fields]) => [key, { ...fields, extra: '1' }]))
    expect(compareFacts('pools', expected, actual)).toEqual({ name: 'pools', compared: 2, differences: [] })
  })

  it('names each wrong field, each missing row and each row too many', () => {
    const actual = new Map([
      ['a', { assets: '5', shares: '70' }],
      ['c', { assets: '1', shares: '1' }],
    ])
    expect(compareFacts('pools', expected, actual).differences).toEqual([
      'a: shares is 70 in the database, but should be 7',
      'b is missing in the database',
      'c is in the database, but should not be',
    ])
  })
})

it('says which source of a sum disagrees', () => {
  expect(compareSums('paid', { chain: 3n, hours: 3n, totals: 4n }).differences).toEqual([
    'totals gives 4, but chain gives 3',
  ])
  expect(sumOf(expected, 'assets')).toBe(11n)
})
