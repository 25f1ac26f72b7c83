import { expect, test } from 'vitest'
import { describeCounts } from './describe-counts.ts'

test('says how many devices are where, and nothing of what there is none of', () => {
  expect(describeCounts({ ordered: 2, shipped: 1, activated: 0, refunded: 0 })).toBe('2 waiting, 1 shipped')
  expect(describeCounts({ ordered: 0, shipped: 0, activated: 0, refunded: 3 })).toBe('3 refunded')
})
