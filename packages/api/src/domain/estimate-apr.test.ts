import { expect, test } from 'vitest'
import { estimateApr } from './estimate-apr.ts'

const N3 = 10n ** 18n
const DAY = 86_400
const endsAt = new Date('2026-03-10T00:00:00Z')
const before = (days: number) => new Date(endsAt.getTime() - days * DAY * 1000)

const input = {
  earnedWei: 7n * N3,
  commissionBps: 1_000,
  activeAssetsWei: (3_652_500n * N3) / 1_000n,
  coverage: { seconds: 7 * DAY, endsAt },
  firstSeenAt: before(30),
}

test('is earned after commission over stake, for a year', () => {
  // 1 N3 a day, less a tenth, on 3,652.5 N3, for 365.25 days.
  expect(estimateApr(input)).toEqual({ bps: 900, reason: null, periodSeconds: 7 * DAY })
})

test('a newcomer is measured over its own time, not over the whole window', () => {
  expect(estimateApr({ ...input, firstSeenAt: before(3.5) })).toMatchObject({
    bps: 1_800,
    periodSeconds: 3.5 * DAY,
  })
})

test('is nothing, with its reason, where it cannot be known', () => {
  const codeOf = (change: Partial<typeof input> | { coverage: undefined }) => {
    const apr = estimateApr({ ...input, ...change })
    expect(apr.bps).toBeNull()
    return apr.reason?.code
  }
  expect(codeOf({ activeAssetsWei: 0n })).toBe('POOL_EMPTY')
  expect(codeOf({ earnedWei: 0n })).toBe('POOL_NO_REWARDS_YET')
  expect(codeOf({ coverage: undefined })).toBe('POOL_NO_REWARDS_YET')
  expect(codeOf({ firstSeenAt: endsAt })).toBe('POOL_NO_REWARDS_YET')
})

test('a rate beyond every exact number stays a number', () => {
  expect(estimateApr({ ...input, activeAssetsWei: 1n }).bps).toBe(Number.MAX_SAFE_INTEGER)
})
