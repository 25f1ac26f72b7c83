import { beforeEach, expect, test } from 'vitest'
import { createBlockMemo } from './block-memo.ts'

let nowMs = 0
const clock = { now: () => nowMs, sleep: async () => undefined }
beforeEach(() => {
  nowMs = 0
})

/** A load that takes some time by the clock. */
function loader(tookMs: number) {
  const load = async () => {
    load.calls++
    nowMs += tookMs
    await Promise.resolve()
    return load.calls
  }
  load.calls = 0
  return load
}

test('one load serves everybody of a block, and the next block asks anew', async () => {
  const memo = createBlockMemo(clock)
  const load = loader(1)
  expect(await Promise.all([memo.get('a', '0x1', load), memo.get('a', '0x1', load)])).toEqual([1, 1])
  expect(await memo.get('a', '0x2', load)).toBe(2)
  expect(await memo.get('b', '0x2', load)).toBe(3)
})

test('a slow answer of the block before is given while the next one loads, once', async () => {
  const memo = createBlockMemo(clock)
  const started: (() => void)[] = []
  let calls = 0
  const load = () => {
    calls++
    const call = calls
    return new Promise<number>((resolve) => started.push(() => resolve(call)))
  }
  const first = memo.get('a', '0x1', load)
  nowMs += 500
  started[0]?.()
  expect(await first).toBe(1)
  expect(await Promise.all([memo.get('a', '0x2', load), memo.get('a', '0x2', load)])).toEqual([1, 1])
  expect(calls).toBe(2)
  started[1]?.()
  await expect.poll(() => memo.get('a', '0x2', load)).toBe(2)
  expect(calls).toBe(2)
})

test('an answer that has grown old is waited for', async () => {
  const memo = createBlockMemo(clock)
  const load = loader(500)
  await memo.get('a', '0x1', load)
  nowMs += 10_001
  expect(await memo.get('a', '0x2', load)).toBe(2)
})

test('a failure is not kept', async () => {
  const memo = createBlockMemo(clock)
  const fail = async (): Promise<number> => {
    throw new Error('no database')
  }
  await expect(memo.get('a', '0x1', fail)).rejects.toThrow('no database')
  expect(await memo.get('a', '0x1', loader(1))).toBe(1)
})
