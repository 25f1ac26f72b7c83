import { describe, expect, it } from 'vitest'
import { judgeFork } from './finality.ts'

const tip = { number: 100n, hash: '0xaa' } as const
const ancestorAt = (number: bigint) => ({ number, hash: '0xbb' }) as const
const question = { tip, finalized: 90n, chainId: 10, mayUnwindFinal: false }

describe('judgeFork', () => {
  it('undoes down to the finalized block itself', () => {
    expect(judgeFork({ ...question, ancestor: ancestorAt(95n) }).verdict).toBe('unwind')
    expect(judgeFork({ ...question, ancestor: ancestorAt(90n) }).verdict).toBe('unwind')
  })

  it('halts below it, and says from where the chains differ', () => {
    const fork = judgeFork({ ...question, ancestor: ancestorAt(89n) })
    expect(fork).toMatchObject({ verdict: 'halt', error: { code: 'REORG_PAST_FINALITY', retryable: false } })
    expect(fork.verdict === 'halt' && fork.error.message).toContain('from block 90 on')
  })

  it('goes below finality only where both the flag and the local chain id say so', () => {
    const deep = { ...question, ancestor: ancestorAt(10n) }
    expect(judgeFork({ ...deep, mayUnwindFinal: true }).verdict).toBe('halt')
    expect(judgeFork({ ...deep, chainId: 31337 }).verdict).toBe('halt')
    expect(judgeFork({ ...deep, chainId: 31337, mayUnwindFinal: true }).verdict).toBe('unwind-final')
  })

  it('never touches a database of another chain, flag or not', () => {
    const foreign = { ...question, ancestor: undefined, chainId: 31337, mayUnwindFinal: true }
    expect(judgeFork(foreign)).toMatchObject({ verdict: 'halt', error: { code: 'DEPLOYMENT_MISMATCH' } })
  })
})
