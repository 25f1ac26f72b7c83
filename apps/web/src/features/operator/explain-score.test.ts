import { expect, test } from 'vitest'
import { explainScore } from './explain-score.ts'

const file = {
  canaries: 3,
  inputs: { slots: 24, retiredAt: null, stakePerNodeWei: '1500000000000000000000', hasMinimumStake: true },
  factors: { density: '1000000000000', multiplier: '1234567890123' },
  locked: false,
}

test('every input and factor of the file is shown, groups flattened, in the order they are used', () => {
  expect(explainScore(file).map(({ key }) => key)).toEqual([
    'slots',
    'retiredAt',
    'stakePerNodeWei',
    'hasMinimumStake',
    'density',
    'multiplier',
    'locked',
    'canaries',
  ])
})

test('fixed-point factors read as numbers, cut and not rounded', () => {
  const shown = Object.fromEntries(explainScore(file).map(({ key, value }) => [key, value]))
  expect(shown).toMatchObject({ density: '1.0000', multiplier: '1.2345', stakePerNodeWei: '1,500.00 N3' })
})

test('an input that is not known yet is shown as it is', () => {
  expect(explainScore({ canaries: 3 })).toEqual([{ key: 'canaries', label: 'canaries', value: '3' }])
})
