import { expect, test } from 'vitest'
import { encodeWatchId, parseWatchId } from './watch-id.ts'

test('gives back the place, of one job and of a lease', () => {
  const job = { status: 'needs-reseal', fence: 3, logFence: 2, logIndex: 17 } as const
  for (const place of [
    { atMs: 1_800_000_000_123, job },
    { atMs: 0, job: undefined },
  ]) {
    expect(parseWatchId(encodeWatchId(place))).toEqual(place)
  }
})

test('anything else is no id', () => {
  for (const id of [
    '',
    'x',
    '1~',
    '1~running',
    '1~running~1~1',
    '1~flying~1~1~1',
    '1~running~1~1~1~1',
    '9'.repeat(20),
  ]) {
    expect(parseWatchId(id)).toBeUndefined()
  }
})
