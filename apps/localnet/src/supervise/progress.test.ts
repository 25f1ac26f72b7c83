import { expect, test } from 'vitest'
import { createProgress, formatSeconds } from './progress.ts'

function record(isTTY: boolean) {
  const written: string[] = []
  let now = 0
  const progress = createProgress({ write: (text: string) => written.push(text), isTTY }, () => now)
  return { progress, written, wait: (ms: number) => (now += ms) }
}

test('a step tells its beginning, its outcome and its time, in whole lines', async () => {
  const { progress, written, wait } = record(false)
  wait(500)
  const result = await progress.step(
    'chain',
    async () => wait(1_200),
    () => 'port 1',
  )
  expect(result).toBe(1_700)
  expect(written).toEqual(['     0.5 s  … chain\n', '     1.7 s  ✓ chain: port 1 (1.2 s)\n'])
})

test('a failed step tells no outcome and passes the failure on', async () => {
  const { progress, written } = record(false)
  await expect(progress.step('chain', () => Promise.reject(new Error('no')), String)).rejects.toThrow('no')
  expect(written).toHaveLength(1)
})

test('colours are for terminals only', () => {
  const [plain, terminal] = [record(false), record(true)]
  plain.progress.warn('careful')
  terminal.progress.warn('careful')
  expect(plain.written.join('')).not.toContain('\u001b')
  expect(terminal.written.join('')).toContain('\u001b')
})

test.each([
  [0, '0.0 s'],
  [1_234, '1.2 s'],
  [59_940, '59.9 s'],
  [60_000, '1 min 00 s'],
  [185_400, '3 min 05 s'],
])('%i ms is %s', (milliseconds, text) => {
  expect(formatSeconds(milliseconds)).toBe(text)
})
