import { expect, test } from 'vitest'
import { formatInstant, formatRelative } from './format-time.ts'

const now = Date.parse('2026-11-22T12:00:00.000Z')

test('a moment is told in the largest unit that fits, rounded down', () => {
  expect(formatRelative(now - 999, now)).toBe('now')
  expect(formatRelative(now - 59_999, now)).toBe('59 s ago')
  expect(formatRelative(now - 119_000, now)).toBe('1 min ago')
  expect(formatRelative(now - 90_000_000, now)).toBe('1 d ago')
  expect(formatRelative(now + 7_200_000, now)).toBe('in 2 h')
})

test('an exact moment is the same text for everybody', () => {
  expect(formatInstant('2026-11-22T07:02:18.532Z')).toBe('2026-11-22 07:02:18 UTC')
})
