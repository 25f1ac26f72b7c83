import { expect, test } from 'vitest'
import { satisfiesClass } from './satisfies-class.ts'

test('a run counts for its own class and for every weaker one', () => {
  const classes = ['D0', 'D1', 'D2'] as const
  const counts = (asked: (typeof classes)[number]) => classes.filter((done) => satisfiesClass(done, asked))
  expect(counts('D1')).toEqual(['D1'])
  expect(counts('D0')).toEqual(['D0', 'D1'])
  expect(counts('D2')).toEqual(['D0', 'D1', 'D2'])
})
