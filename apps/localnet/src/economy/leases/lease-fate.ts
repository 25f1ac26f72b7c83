import type { BookedLease } from '../book/lease-book.ts'

/**
 * How a lease of the local economy goes, by its number alone, so that every way a lease can end is seen and a
 * restarted economy goes on as before. No work stands behind it: local leases carry no jobs, and the units here are
 * a made-up share of the time that has passed.
 */
export type LeaseFate =
  /** Used faster than expected, to the last unit. */
  | 'exhausted'
  /** Runs out of time; somebody finalizes it. */
  | 'expires'
  | 'renter-closes'
  | 'operator-closes'
  /** The renter's session key falls silent, the attestors' measurement is lodged, and nobody contests it. */
  | 'silent'
  /** The same, contested, and ruled on. */
  | 'silent-ruled'
  /** The same, contested while the renter closes, and no ruling comes. */
  | 'silent-missed'
  /** The same, but vouchers come after all and pay more than was lodged. */
  | 'silent-late'

const fates: readonly LeaseFate[] = [
  ...(['exhausted', 'expires', 'renter-closes', 'operator-closes'] as const),
  ...(['silent', 'silent-ruled', 'silent-missed', 'silent-late'] as const),
]

export function fateOf({ id }: Pick<BookedLease, 'id'>): LeaseFate {
  return fates[Number(id % BigInt(fates.length))] ?? 'expires'
}

/** Hundredths of the units that would be used by the end of the lease's time. */
const intensity: Record<LeaseFate, bigint> = {
  ...{ exhausted: 400n, expires: 60n, 'renter-closes': 80n, 'operator-closes': 50n },
  ...{ silent: 70n, 'silent-ruled': 90n, 'silent-missed': 90n, 'silent-late': 90n },
}

/** Units used up to now: grows evenly with the time that passed, and never beyond what was rented. */
export function unitsUsed(lease: BookedLease, now: Date): bigint {
  const lifetimeMs = BigInt(lease.expiresAt.getTime() - lease.openedAt.getTime())
  const elapsedMs = BigInt(Math.max(0, now.getTime() - lease.openedAt.getTime()))
  const used = (lease.units * elapsedMs * intensity[fateOf(lease)]) / (lifetimeMs * 100n)
  return used < lease.units ? used : lease.units
}

/** How much of its time a lease has behind it, in hundredths. */
export function progressOf(lease: BookedLease, now: Date): number {
  const lifetimeMs = lease.expiresAt.getTime() - lease.openedAt.getTime()
  return Math.floor(((now.getTime() - lease.openedAt.getTime()) * 100) / lifetimeMs)
}

/** What the session key has signed for: nothing while it is silent. */
export function unitsVouched(lease: BookedLease, now: Date): bigint {
  const fate = fateOf(lease)
  const isSilent = fate.startsWith('silent') && !(fate === 'silent-late' && lease.claim !== null)
  return isSilent ? 0n : unitsUsed(lease, now)
}
