import { expect, it } from 'vitest'
import { dueUnits } from './due-units.ts'

it('rounds node-seconds up once, and stops at what was rented', () => {
  expect([0n, 1n, 1_000n, 1_001n, 99_000n].map((ms) => dueUnits(ms, 50n))).toEqual([0n, 1n, 1n, 2n, 50n])
})
