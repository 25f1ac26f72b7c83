import { expect, test } from 'vitest'
import { createChannel } from './create-channel.ts'

test('hands items over in order, to a reader that waits and to one that comes later', async () => {
  const channel = createChannel<number>(10)
  const waiting = channel.next()
  channel.send(1)
  channel.send(2)
  expect(await waiting).toBe(1)
  expect(await channel.next()).toBe(2)
})

test('a reader that falls behind gets what was kept, then the end', async () => {
  const channel = createChannel<number>(2)
  expect([1, 2, 3, 4].map((item) => channel.send(item))).toEqual([true, true, false, false])
  expect(channel.hasOverflowed()).toBe(true)
  expect([await channel.next(), await channel.next(), await channel.next()]).toEqual([1, 2, undefined])
})

test('closing wakes a waiting reader', async () => {
  const channel = createChannel<number>(2)
  const waiting = channel.next()
  channel.close()
  expect(await waiting).toBeUndefined()
  expect(channel.hasOverflowed()).toBe(false)
  expect(channel.send(1)).toBe(false)
})
