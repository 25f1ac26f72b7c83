import { AppError } from '@network3/core/app-error'
import { describe, expect, it } from 'vitest'
import { createCircuitBreaker } from './circuit-breaker.ts'

const silence = async () => {
  throw new AppError('RPC_UNREACHABLE', 'Nobody answers.', { retryable: true })
}
const nonsense = async () => {
  throw new AppError('RPC_ANSWER_INVALID', 'That is nonsense.', { retryable: true })
}

function open() {
  let now = 0
  let asked = 0
  const clock = { now: () => now, sleep: async () => {} }
  const breaker = createCircuitBreaker('rpc.example', { clock, random: () => 1 })
  const run = (work: () => Promise<unknown>) =>
    breaker
      .run(() => {
        asked += 1
        return work()
      })
      .then(
        () => 'answered',
        (error: AppError) => error.code,
      )
  const pass = (ms: number) => {
    now += ms
  }
  return { breaker, run, asked: () => asked, pass }
}

describe('createCircuitBreaker', () => {
  it('leaves a provider alone after five failures in a row, and tries with one request', async () => {
    const { breaker, run, asked, pass } = open()
    for (let failure = 0; failure < 5; failure++) expect(await run(silence)).toBe('RPC_UNREACHABLE')
    expect(breaker.isOpen()).toBe(true)
    expect(await run(async () => 1)).toBe('RPC_UNREACHABLE')
    expect(asked()).toBe(5)
    pass(500)
    const trial = run(async () => 1)
    expect(await run(async () => 1)).toBe('RPC_UNREACHABLE')
    expect(await trial).toBe('answered')
    expect(await run(async () => 1)).toBe('answered')
    expect(asked()).toBe(7)
  })

  it('waits twice as long after each trial that fails, five seconds at most', async () => {
    const { breaker, run, pass } = open()
    for (let failure = 0; failure < 5; failure++) await run(silence)
    for (const waitMs of [500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
      pass(waitMs - 1)
      expect(breaker.isOpen()).toBe(true)
      pass(1)
      expect(breaker.isOpen()).toBe(false)
      await run(silence)
    }
  })

  it('does not count failures with an answer between them, nor a provider that answers nonsense', async () => {
    const { breaker, run } = open()
    for (let round = 0; round < 3; round++) {
      for (let failure = 0; failure < 4; failure++) await run(silence)
      await run(async () => 1)
    }
    for (let failure = 0; failure < 20; failure++) await run(nonsense)
    expect(breaker.isOpen()).toBe(false)
  })
})
