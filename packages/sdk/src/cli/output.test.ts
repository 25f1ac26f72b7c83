import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { n3Of, tableOf, untilText } from './output.ts'

test('a table keeps its columns, with numbers to the right', () => {
  const table = tableOf(
    ['name', 'units'],
    [
      ['one', '7'],
      ['another', '1200'],
    ],
  )
  expect(stripVTControlCharacters(table)).toBe('name     units\none          7\nanother   1200')
})

test('amounts are exact', () => {
  expect(n3Of('1234500000000000000001')).toBe('1,234.500000000000000001 N3')
})

describe('a time ahead', () => {
  const now = Date.parse('2026-11-22T10:00:00.000Z')
  test.each([
    ['2026-11-22T10:00:00.000Z', 'over'],
    ['2026-11-22T10:01:59.000Z', '119 s'],
    ['2026-11-22T10:05:30.000Z', '5 min'],
    ['2026-11-22T15:04:59.000Z', '5 h 4 min'],
    ['2026-11-30T10:00:00.000Z', '8 d'],
  ])('%s is told as %s', (iso, says) => expect(untilText(iso, now)).toBe(says))
})
