import { describe, expect, it } from 'vitest'
import { type UnstakeRequest, unstakeCan, unstakeReasonOf, unstakeStateOf } from './unstake-state.ts'

const staker = `0x${'11'.repeat(20)}` as const
const other = `0x${'22'.repeat(20)}` as const
const unlocksAt = new Date('2026-01-08T00:00:00Z')
const before = new Date(unlocksAt.getTime() - 1)
const request = (status: UnstakeRequest['status']): UnstakeRequest => ({ status, unlocksAt, staker })

describe('unstakeCan', () => {
  it('lets anybody withdraw from the unlock time on, and says why not before', () => {
    expect(unstakeCan.withdraw(request('thawing'), before)).toBe('UNSTAKE_THAWING')
    expect(unstakeCan.withdraw(request('thawing'), unlocksAt)).toBe(true)
    expect(unstakeCan.withdraw(request('cancelled'), unlocksAt)).toBe('UNSTAKE_CANCELLED')
    expect(unstakeCan.withdraw(request('withdrawn'), unlocksAt)).toBe('UNSTAKE_WITHDRAWN')
  })

  it('lets the staker alone cancel, while the request is open', () => {
    expect(unstakeCan.cancel(request('thawing'), staker)).toBe(true)
    expect(unstakeCan.cancel(request('thawing'), other)).toBe('UNSTAKE_NOT_YOURS')
    expect(unstakeCan.cancel(request('cancelled'), staker)).toBe('UNSTAKE_CANCELLED')
    expect(unstakeCan.cancel(request('withdrawn'), staker)).toBe('UNSTAKE_WITHDRAWN')
  })

  it('refuses the 65th open request', () => {
    expect(unstakeCan.request(63)).toBe(true)
    expect(unstakeCan.request(64)).toBe('UNSTAKE_TOO_MANY_OPEN')
  })
})

it('calls a thawing request ready from its unlock time on', () => {
  expect(unstakeStateOf(request('thawing'), before)).toBe('thawing')
  expect(unstakeStateOf(request('thawing'), unlocksAt)).toBe('ready')
  expect(unstakeReasonOf(request('thawing'), unlocksAt)).toBe('UNSTAKE_READY')
})
