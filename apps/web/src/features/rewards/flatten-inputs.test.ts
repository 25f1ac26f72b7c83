import { expect, test } from 'vitest'
import { flattenInputs } from './flatten-inputs.ts'

test('nested inputs are named by their path, in words', () => {
  expect(flattenInputs({ stakePerNodeWei: '12', factors: { density: '1000' }, retiredAt: null })).toEqual([
    { name: 'stake per node wei', value: '12' },
    { name: 'factors density', value: '1000' },
    { name: 'retired at', value: 'none' },
  ])
})
