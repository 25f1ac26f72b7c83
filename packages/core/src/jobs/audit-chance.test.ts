import { expect, test } from 'vitest'
import { auditChance } from './audit-chance.ts'

test('a new node is always audited, a proven one less the more it has proven, never below one in ten', () => {
  expect([0, 1, 49].map(auditChance)).toEqual([1, 1, 1])
  expect(auditChance(50)).toBeCloseTo(0.1414)
  expect(auditChance(64)).toBe(0.125)
  expect([100, 10_000].map(auditChance)).toEqual([0.1, 0.1])
})
