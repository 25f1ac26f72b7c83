import { AppError } from '@network3/core/app-error'
import { describe, expect, it } from 'vitest'
import type { Clock } from './clock.ts'
import { backOffMs, retry } from './retry.ts'

const unreachable = () => new AppError('RPC_UNREACHABLE', 'The node did not answer.', { retryable: true })

function recordingClock(): Clock & { waits: number[] } {
  const waits: number[] = []
  return { waits, now: () => 0, sleep: async (ms) => void waits.push(ms) }
}

describe('retry', () => {
  it('waits longer each time, up to the maximum, and gives the result', async () => {
    const clock = recordingClock()
    const result = await retry(
      async (attempt) => {
        if (attempt < 6) throw unreachable()
        return attempt
      },
      { clock, random: () => 1, baseMs: 100, maxMs: 1_000 },
    )
    expect(result).toBe(6)
    expect(clock.waits).toEqual([100, 200, 400, 800, 1_000])
  })

  it('throws at once what is not retryable', async () => {
    const clock = recordingClock()
    const task = async () => {
      throw new AppError('CHAIN_MISMATCH', 'Wrong chain.')
    }
    await expect(retry(task, { clock })).rejects.toThrow('Wrong chain.')
    expect(clock.waits).toEqual([])
  })

  it('stops after the given number of attempts with the last error', async () => {
    const clock = recordingClock()
    let calls = 0
    const task = async () => {
      calls += 1
      throw unreachable()
    }
    await expect(retry(task, { clock, attempts: 3 })).rejects.toThrow('did not answer')
    expect(calls).toBe(3)
  })

  it('begins no attempt after the signal', async () => {
    const controller = new AbortController()
    let calls = 0
    const task = async () => {
      calls += 1
      controller.abort()
      throw unreachable()
    }
    await expect(retry(task, { signal: controller.signal, clock: recordingClock() })).rejects.toThrow()
    expect(calls).toBe(1)
  })

  it('spreads waits between a half and the whole of the ceiling', () => {
    expect(backOffMs(3, { baseMs: 100, random: () => 0 })).toBe(200)
    expect(backOffMs(3, { baseMs: 100, random: () => 1 })).toBe(400)
    expect(backOffMs(500, { baseMs: 100, maxMs: 5_000, random: () => 1 })).toBe(5_000)
  })
})
