import { expect, test } from 'vitest'
import { formatDuration } from './format-duration.ts'

test('a thaw reads as a person would say it', () => {
  expect(formatDuration(60)).toBe('1 minute')
  expect(formatDuration(604_800)).toBe('7 days')
  expect(formatDuration(5_400)).toBe('1 hour 30 minutes')
})

test('no more than two units are named', () => {
  expect(formatDuration(90_061)).toBe('1 day 1 hour')
})

test('nothing and less than nothing are zero seconds', () => {
  expect(formatDuration(0)).toBe('0 seconds')
  expect(formatDuration(-5)).toBe('0 seconds')
})
