import { expect, test } from 'vitest'
import { epochProgress, formatCountdown } from './epoch-clock.ts'

test('a countdown has two digits a place and days only when there are any', () => {
  expect(formatCountdown(54_521_000)).toBe('15:08:41')
  expect(formatCountdown(183_600_000)).toBe('2 d 03:00:00')
  expect(formatCountdown(0)).toBe('00:00:00')
})

test('a started second still counts', () => {
  expect(formatCountdown(1)).toBe('00:00:01')
})

test('an epoch is empty at its start, full at its end, and never beyond', () => {
  const epoch = { startsAtMs: 1000, endsAtMs: 3000 }
  expect(epochProgress(epoch, 500)).toEqual({ share: 0, left: '00:00:03' })
  expect(epochProgress(epoch, 2000)).toEqual({ share: 0.5, left: '00:00:01' })
  expect(epochProgress(epoch, 9000)).toEqual({ share: 1, left: '00:00:00' })
})
