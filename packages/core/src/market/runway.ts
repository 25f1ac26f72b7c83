import type { LeaseState, OfferKind } from '../lease-state.ts'
import { unitOfKind } from '../lease-state.ts'

/** How far back the present rate looks, seconds. */
export const RATE_SECONDS = 3_600

export type RunwayFacts = {
  kind: OfferKind
  state: LeaseState
  units: bigint
  /** The most of: paid, vouched for, due. */
  usedUnits: bigint
  /** Used in the last RATE_SECONDS, or since the lease was opened if that is less. */
  recentUnits: bigint
  ageSeconds: number
  /** Until it expires; 0 when that is past. */
  secondsToEnd: number
}

export type Runway = {
  unitsLeft: bigint
  /** At the present rate, not looking at when the lease ends; null when nothing is being used. */
  secondsLeft: number | null
  ratePerHour: bigint
  /** One sentence. */
  says: string
}

/** How long a lease lasts at the rate it was used in the last hour. */
export function runwayOf(facts: RunwayFacts): Runway {
  const { kind, state, units, usedUnits, recentUnits, ageSeconds, secondsToEnd } = facts
  const unitsLeft = units > usedUnits ? units - usedUnits : 0n
  // A lease opened a moment ago has no rate worth a forecast: a minute at least.
  const window = BigInt(Math.min(RATE_SECONDS, Math.max(60, Math.floor(ageSeconds))))
  const ratePerHour = (recentUnits * 3_600n) / window
  const secondsLeft = ratePerHour === 0n ? null : Number((unitsLeft * 3_600n) / ratePerHour)
  const left = `${unitsLeft} of ${units} ${unitOfKind[kind]}s are left`
  return { unitsLeft, secondsLeft, ratePerHour, says: `${left}${ending()}.` }

  function ending(): string {
    if (state === 'closed') return ', and went back to the renter'
    if (state === 'closing' || state === 'finalizable') return '; the lease is ending'
    if (unitsLeft === 0n) return ': rent more to go on'
    const end = state === 'overdue' ? 'its time is over' : `the lease ends in ${durationOf(secondsToEnd)}`
    if (secondsLeft === null) return `, nothing was used of late, and ${end}`
    const rate = `at ${ratePerHour} an hour they last ${durationOf(secondsLeft)}`
    return secondsLeft < secondsToEnd ? `; ${rate}` : `; ${rate}, and ${end}`
  }
}

function durationOf(seconds: number): string {
  if (seconds < 120) return `${Math.floor(seconds)} s`
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h`
  return `${Math.floor(seconds / 86_400)} days`
}
