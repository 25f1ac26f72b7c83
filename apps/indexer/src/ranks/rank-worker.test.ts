import { expect, it } from 'vitest'
import { pauseAfter } from './rank-worker.ts'

it('rebuilds often while that is cheap, every ten seconds when it is not, and never for more than a fifth of the time', () => {
  expect([0, 100, 1_000, 3_000, 23_000].map(pauseAfter)).toEqual([500, 2_000, 10_000, 12_000, 92_000])
})
