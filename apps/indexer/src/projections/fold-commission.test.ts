import type { ContractEvent } from '@network3/chain/decode/decode-log'
import type { CommissionState } from '@network3/db/write/operators'
import { describe, expect, it } from 'vitest'
import { foldCommission } from './fold-commission.ts'

const operator = `0x${'a'.repeat(40)}` as const
const scheduled = (commissionBps: number, effectiveAt: number): ContractEvent => ({
  ...{ contract: 'staking', name: 'CommissionScheduled' },
  args: { operator, commissionBps, effectiveAt: BigInt(effectiveAt) },
})
const set = (commissionBps: number): ContractEvent => ({
  ...{ contract: 'staking', name: 'CommissionSet' },
  args: { operator, commissionBps },
})
const start: CommissionState = { operator, commissionBps: 100, pending: null }

describe('foldCommission', () => {
  it('keeps the commission in force while a rise waits', () => {
    expect(foldCommission(start, scheduled(500, 60), 0)).toEqual({
      ...{ operator, commissionBps: 100, pending: { commissionBps: 500, effectiveAt: 60 } },
    })
  })

  it('replaces a rise that still waits', () => {
    const waiting = foldCommission(start, scheduled(500, 60), 0)
    expect(foldCommission(waiting, scheduled(300, 119), 59)).toEqual({
      ...{ operator, commissionBps: 100, pending: { commissionBps: 300, effectiveAt: 119 } },
    })
  })

  it('counts a rise whose time has come, from that second on', () => {
    const waiting = foldCommission(start, scheduled(500, 60), 0)
    expect(foldCommission(waiting, scheduled(700, 120), 60)).toEqual({
      ...{ operator, commissionBps: 500, pending: { commissionBps: 700, effectiveAt: 120 } },
    })
  })

  it('lowers at once, and drops what waited', () => {
    const waiting = foldCommission(start, scheduled(500, 60), 0)
    expect(foldCommission(waiting, set(50), 10)).toEqual({ operator, commissionBps: 50, pending: null })
  })
})
