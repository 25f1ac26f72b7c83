import { expect, test } from 'vitest'
import { chooseBatch } from './choose-batch.ts'

const batch = (batchId: number, status: 'open' | 'upcoming' | 'sold-out' | 'closed', day = 1) => ({
  batchId,
  status,
  opensAt: `2026-11-0${day}T00:00:00.000Z`,
})

test('an open batch comes before one that is newer and not open', () => {
  expect(chooseBatch([batch(3, 'upcoming'), batch(2, 'open'), batch(1, 'open')])?.batchId).toBe(2)
})

test('with nothing open, the batch that opens first is shown', () => {
  expect(chooseBatch([batch(3, 'upcoming', 5), batch(2, 'upcoming', 2), batch(1, 'sold-out')])?.batchId).toBe(
    2,
  )
})

test('with nothing to come, the newest is shown; without batches, none', () => {
  expect(chooseBatch([batch(1, 'closed'), batch(2, 'closed')])?.batchId).toBe(2)
  expect(chooseBatch([])).toBeUndefined()
})
