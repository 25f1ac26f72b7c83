import { expect, it } from 'vitest'
import { judge, medianOf, quantileOf } from './verdicts.ts'

const goal = { name: '', unit: '', must: 10, lead: 12 }

it('tells lead from must from neither, in both directions', () => {
  const more = (seen: number | undefined) => judge({ ...goal, seen, sense: 'at least' })
  expect([more(12), more(11.9), more(10), more(9.9), more(undefined)]).toEqual([
    'lead',
    'must',
    'must',
    'MISSED',
    'not run',
  ])
  const less = (seen: number) => judge({ ...goal, must: 20, lead: 14, seen, sense: 'at most' })
  expect([less(14), less(20), less(20.1)]).toEqual(['lead', 'must', 'MISSED'])
})

it('a row without a must is never missed', () => {
  expect(judge({ name: '', unit: '', sense: 'at least', lead: 0.9, seen: 0.5 })).toBe('below lead')
})

it('medians and quantiles are values that were seen', () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2, undefined])
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1)
  expect([quantileOf(hundred, 0.99), quantileOf(hundred, 0.5), quantileOf([7], 0.99)]).toEqual([99, 50, 7])
})
