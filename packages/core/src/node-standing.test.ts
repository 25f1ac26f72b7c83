import { describe, expect, it } from 'vitest'
import { type NodeFacts, nodeStandingOf, SEEN_WITHIN_MS } from './node-standing.ts'

const now = new Date('2026-03-10T12:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)
const session = { lastSeenAt: ago(20_000), offlineReason: null, pausedReason: null, slots: 2 }
const check = { epoch: 7n, isValid: true, isLate: false }
const standing = (facts: Partial<NodeFacts>, epoch = 7n) =>
  nodeStandingOf({ retiredAt: null, session, lastCheck: check, ...facts }, now, epoch)

describe('nodeStandingOf', () => {
  it('tells registered, online and verified apart, each with its reason', () => {
    const late = { ...check, isValid: false, isLate: true }
    const cases = [
      [{}, 'verified', 'NODE_VERIFIED'],
      [{ lastCheck: null }, 'online', 'NODE_CHECK_PENDING'],
      [{ lastCheck: { ...check, isValid: false } }, 'online', 'NODE_CHECK_FAILED'],
      [{ lastCheck: late }, 'online', 'NODE_CHECK_LATE'],
      [{ lastCheck: null, session: { ...session, slots: 0 } }, 'online', 'NODE_TAKES_NO_WORK'],
      [{ session: null }, 'never-seen', 'NODE_NEVER_SEEN'],
      [{ session: { ...session, offlineReason: 'NODE_OFFLINE_STOPPED' } }, 'offline', 'NODE_OFFLINE_STOPPED'],
      [{ retiredAt: ago(1) }, 'retired', 'NODE_RETIRED'],
    ] as const
    for (const [facts, status, reason] of cases) {
      expect(standing(facts)).toMatchObject({ status, reasons: [reason] })
      expect(standing(facts).isOnline).toBe(status === 'online' || status === 'verified')
      expect(standing(facts).isVerified).toBe(status === 'verified')
    }
  })

  it('lets a check count through the epoch after its own, and no longer', () => {
    expect(standing({}, 8n).isVerified).toBe(true)
    expect(standing({}, 9n)).toMatchObject({ status: 'online', reasons: ['NODE_CHECK_PENDING'] })
  })

  it('takes a node for lost after three missed heartbeats, whatever its gateway last said', () => {
    const silent = { ...session, lastSeenAt: ago(SEEN_WITHIN_MS + 1) }
    expect(standing({ session: silent })).toMatchObject({ status: 'offline', reasons: ['NODE_OFFLINE_LOST'] })
    expect(standing({ session: { ...session, lastSeenAt: ago(SEEN_WITHIN_MS) } }).isOnline).toBe(true)
  })

  it('says why it takes no work beside why it is or is not verified', () => {
    const paused = { ...session, pausedReason: 'PAUSED_ON_BATTERY' } as const
    expect(standing({ session: paused }).reasons).toEqual(['NODE_VERIFIED', 'PAUSED_ON_BATTERY'])
  })
})
