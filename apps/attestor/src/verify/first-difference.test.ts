import { expect, test } from 'vitest'
import { firstDifference } from './first-difference.ts'

test.each([
  [{ a: [1, { b: '2' }] }, { a: [1, { b: '2' }] }, undefined],
  [{ a: [1, { b: '2' }] }, { a: [1, { b: '3' }] }, 'a.1.b: published "2", computed "3"'],
  [{ a: [1, 2] }, { a: [1] }, 'a.1: published 2, computed nothing'],
  [{ a: null }, { a: {} }, 'a: published null, computed {}'],
])('the first difference of %j and %j', (published, computed, difference) => {
  expect(firstDifference(published, computed)).toBe(difference)
})
