import { describe, expect, test } from 'vitest'
import { firstHours, kindOfQuery, readWant, type WantTexts } from './read-want.ts'

const texts: WantTexts = { by: 'hours', nodes: 2, hours: '0,5', units: '', budget: '' }

describe('what is wanted', () => {
  test('is nodes for hours of compute, with a comma or a point', () => {
    expect(readWant('compute', texts)).toEqual({
      want: { nodes: 2, hours: 0.5 },
      budgetWei: undefined,
      problems: {},
    })
  })

  test('is units of everything else, whatever was chosen for compute', () => {
    expect(readWant('egress', { ...texts, units: '1,000' }).want).toEqual({ units: '1000' })
  })

  test('has a budget in wei, exact to the last digit', () => {
    expect(readWant('compute', { ...texts, budget: '0.000000000000000001' }).budgetWei).toBe('1')
  })

  test('is nothing while a field cannot be read, and says which', () => {
    expect(readWant('compute', { ...texts, nodes: undefined, hours: 'two' })).toMatchObject({
      want: undefined,
      problems: { nodes: expect.any(String), hours: expect.any(String) },
    })
    expect(readWant('dataset', { ...texts, units: '0' }).problems.units).toBeDefined()
    expect(readWant('compute', { ...texts, budget: 'much' }).problems.budget).toBeDefined()
  })
})

test('a query says which kind it is about', () => {
  expect(kindOfQuery('Kind = Egress and price < 1')).toBe('egress')
  expect(kindOfQuery('price < 1')).toBeUndefined()
})

test('the first wish is one that can be: an hour, or as long as the longest lease', () => {
  expect(firstHours(86_400)).toBe('1')
  expect(firstHours(150)).toBe('0.0416')
  expect(Math.ceil(Number(firstHours(150)) * 3_600)).toBeLessThanOrEqual(150)
  expect(firstHours(0)).toBe('1')
})
