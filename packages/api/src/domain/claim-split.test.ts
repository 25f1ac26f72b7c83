import { expect, test } from 'vitest'
import { claimSplit } from './claim-split.ts'

const N3 = 10n ** 18n
const input = {
  amountWei: 100n * N3 + 7n,
  commissionBps: 1_250,
  isPoolEmpty: false,
  selfStakeWei: 200n * N3,
  minimumSelfStakeWei: 100n * N3,
  minimumStakeWei: N3,
}

test('the commission is rounded down, and the pool gets the rest', () => {
  const commissionWei = (input.amountWei * 1_250n) / 10_000n
  expect(claimSplit(input)).toEqual({
    commissionWei,
    toPoolWei: input.amountWei - commissionWei,
    isLockedAsStake: false,
  })
})

test('with nobody in the pool all of it is the operator’s', () => {
  expect(claimSplit({ ...input, isPoolEmpty: true })).toMatchObject({
    commissionWei: input.amountWei,
    toPoolWei: 0n,
  })
})

test('below the minimum self-stake the commission is staked instead of paid', () => {
  expect(claimSplit({ ...input, selfStakeWei: N3 })).toMatchObject({ isLockedAsStake: true })
  const free = claimSplit({ ...input, selfStakeWei: N3, commissionBps: 0 })
  expect(free).toMatchObject({ commissionWei: 0n, isLockedAsStake: false })
})

test('too small for a first stake, the pool takes it; with nobody in the pool it waits', () => {
  const small = { ...input, selfStakeWei: 0n, amountWei: N3 / 2n }
  expect(claimSplit(small)).toEqual({ commissionWei: 0n, toPoolWei: N3 / 2n, isLockedAsStake: false })
  expect(claimSplit({ ...small, isPoolEmpty: true })).toBeUndefined()
})
