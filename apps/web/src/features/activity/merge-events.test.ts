import { expect, test } from 'vitest'
import { dropReplaced, mergeEvents } from './merge-events.ts'

const event = (blockNumber: number, logIndex: number) => ({
  id: `${blockNumber}-${logIndex}`,
  blockNumber,
  logIndex,
})

test('an event that came by the page and by the stream is listed once, newest first', () => {
  const merged = mergeEvents(
    [
      [event(7, 0), event(6, 3)],
      [event(7, 1), event(7, 0)],
    ],
    10,
  )
  expect(merged.map(({ id }) => id)).toEqual(['7-1', '7-0', '6-3'])
})

test('a list keeps to its length', () => {
  expect(mergeEvents([[event(1, 0), event(2, 0), event(3, 0)]], 2).map(({ id }) => id)).toEqual([
    '3-0',
    '2-0',
  ])
})

test('events of replaced blocks go', () => {
  expect(dropReplaced([event(7, 0), event(6, 3)], 7).map(({ id }) => id)).toEqual(['6-3'])
})
