import { expect, test } from 'vitest'
import { isCurrent } from './navigation.ts'

test('the profile of an operator lies under Operators', () => {
  expect(isCurrent('/operators', '/operators/0xabc')).toBe(true)
})

test('the overview is current only on itself', () => {
  expect(isCurrent('/', '/')).toBe(true)
  expect(isCurrent('/', '/stake')).toBe(false)
})

test('a path that merely begins with the same letters is another page', () => {
  expect(isCurrent('/stake', '/stakers')).toBe(false)
})
