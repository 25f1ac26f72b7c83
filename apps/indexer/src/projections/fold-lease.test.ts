import type { Address } from '@network3/core/hex'
import type { LeaseRecord } from '@network3/db/write/lease-rows'
import { describe, expect, it } from 'vitest'
import { indexLogs } from '../store/index-logs.ts'
import { projectEvents } from '../store/project-events.ts'
import { encodeLog, madeUpAddresses } from '../testing/encode-log.ts'
import { createModel } from '../testing/model.ts'
import { createRandom } from '../testing/random.ts'
import { actOnMarket } from '../testing/random-leases.ts'
import { foldLease, nameOf } from './fold-lease.ts'
import { toLeaseStep } from './project-leases.ts'

const operators = ['a', 'b', 'c'].map((digit): Address => `0x${digit.repeat(40)}`)
const contracts = new Map([[madeUpAddresses['lease-market'], 'lease-market' as const]])

/** A made-up history of the market: what its events project to, and what a naive reading of them gives. */
function playHistory(seed: number, actions: number) {
  const [model, random] = [createModel(), createRandom(seed)]
  const logs = Array.from({ length: actions }, () => {
    model.now += 7
    return actOnMarket(model, random, operators).map((draft) => ({ draft, at: model.now }))
  })
    .flat()
    .map(({ draft: [contract, name, args], at }, logIndex) =>
      encodeLog(contract, name, args, {
        ...{ blockNumber: 1n, blockHash: `0x${'bb'.repeat(32)}`, logIndex, blockTimestamp: at },
      }),
    )
  const { leases } = projectEvents(indexLogs(logs, contracts, (log) => log.blockTimestamp ?? 0))
  return { steps: leases.steps, model: model.leases }
}

describe('foldLease', () => {
  it('tells every lease as the market has it, to the wei, over random histories', () => {
    const endings = new Set<string>()
    for (let seed = 0; seed < 40; seed++) {
      const { steps, model } = playHistory(seed, 200)
      const leases = new Map<bigint, LeaseRecord>()
      for (const { event, place } of steps) {
        const { leaseId } = event.args
        leases.set(leaseId, foldLease(leases.get(leaseId), event, place))
      }
      expect(leases.size).toBe(model.leases.size)
      for (const [id, wanted] of model.leases) {
        const lease = leases.get(id)
        expect(lease).toMatchObject({
          ...{ status: wanted.status, redeemedUnits: wanted.redeemed, heldUnits: wanted.held },
          ...{ paidWei: wanted.paid, feeWei: wanted.fee, refundedWei: wanted.refunded },
          ...{ escrowWei: wanted.escrow, lodgedUnits: wanted.lodged, thawEndsAt: wanted.thawEndsAt },
        })
        expect(lease?.closed?.reason ?? null).toBe(wanted.reason)
        expect(lease?.claim?.status ?? null).toBe(wanted.claim)
        expect(lease?.settled?.outcome ?? null).toBe(wanted.outcome)
        const spent = wanted.paid + wanted.fee + wanted.refunded + wanted.escrow
        expect(spent).toBe(wanted.units * wanted.price)
        const wasHeld = steps.some(
          ({ event }) =>
            event.name === 'LeaseClosed' && event.args.leaseId === id && event.args.heldUnits > 0n,
        )
        endings.add(`${wanted.reason} ${wanted.outcome}${wasHeld ? ' of what was held back' : ''}`)
      }
    }
    // The histories go everywhere: each way to end, each outcome, with money held back and without.
    for (const ending of [
      'exhausted null',
      'expired uncontested',
      'renter-closed null',
      'operator-closed ruled',
    ]) {
      expect(endings).toContain(ending)
    }
    expect(endings).toContain('operator-closed ruling-missed of what was held back')
  })

  it('refuses an event of a lease that was never opened', () => {
    const [step] = playHistory(1, 100).steps.filter(({ event }) => event.name === 'Redeemed')
    if (step === undefined) throw new Error('nothing was redeemed')
    expect(() => foldLease(undefined, step.event, step.place)).toThrow(
      expect.objectContaining({ code: 'PROJECTION_BROKEN' }),
    )
  })
})

describe('toLeaseStep', () => {
  it('gives every step a reason, and the offer’s consumption to those that carry it', () => {
    const { steps } = playHistory(3, 300)
    const leases = new Map<bigint, LeaseRecord>()
    const reasons = new Set<string>()
    for (const { event, place } of steps) {
      const state = foldLease(leases.get(event.args.leaseId), event, place)
      leases.set(state.id, state)
      const step = toLeaseStep(event, place, state)
      reasons.add(step.reason)
      expect(step.consumedUnits !== null).toBe('consumedUnits' in event.args)
      expect(step.slotsTaken !== null).toBe('slotsTaken' in event.args)
    }
    expect([...reasons].filter((reason) => reason.startsWith('LEASE_CLOSED'))).toHaveLength(4)
    expect([...reasons].filter((reason) => reason.startsWith('USAGE_'))).toHaveLength(6)
  })
})

it('refuses a value of an enum that is not known', () => {
  expect(nameOf(['open', 'closed'], 1)).toBe('closed')
  expect(() => nameOf([undefined, 'open'], 0)).toThrow(expect.objectContaining({ code: 'ABI_DRIFT' }))
  expect(() => nameOf(['open'], 7)).toThrow(expect.objectContaining({ code: 'ABI_DRIFT' }))
})
