import { expect, it } from 'vitest'
import { newId } from './ids.ts'

it('gives ids that differ, carry their kind and sort by time', () => {
  const ids = Array.from({ length: 50 }, (_, index) => newId('job', new Date(1_700_000_000_000 + index)))
  expect(new Set(ids).size).toBe(50)
  expect(ids.toSorted()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^job_[0-9a-f]{32}$/)
})
