import { dueUnits } from '@network3/core/jobs/due-units'
import { leaseStateOf } from '@network3/core/lease-state'
import { RATE_SECONDS, runwayOf } from '@network3/core/market/runway'
import type { Db } from '@network3/db/pool'
import { findLeaseUsages, type LeaseUsageSums } from '@network3/db/queries/lease/find-lease-usages'
import type { LeaseRow } from '@network3/db/queries/lease/lease-row'
import { stateOf } from './encode-lease.ts'

/** What was used of leases, and how much of it in the hour before `now`. */
export function readUsages(db: Db, rows: readonly LeaseRow[], now: Date) {
  const since = new Date(now.getTime() - RATE_SECONDS * 1000)
  return findLeaseUsages(db, { leaseIds: rows.map(({ id }) => id), since })
}

/** Usage, runway and jobs of a lease, as answers carry them. */
export function encodeUsage(
  row: LeaseRow,
  usages: ReadonlyMap<bigint, LeaseUsageSums>,
  now: Date,
  graceSeconds: number,
) {
  const sums = usages.get(row.id)
  if (sums === undefined) throw new Error('every lease that is asked for has sums')
  const { acceptedMs, meteredMs, vouchedUnits, jobs, recentMs, recentUnits } = sums
  const due = row.kind === 'compute' ? dueUnits(acceptedMs, row.units) : 0n
  const worked = row.kind === 'compute' ? dueUnits(recentMs, row.units) : 0n
  const seconds = now.getTime() / 1000
  const runway = runwayOf({
    ...{ kind: row.kind, state: leaseStateOf(stateOf(row), now, graceSeconds), units: row.units },
    usedUnits: greatest(row.redeemedUnits, vouchedUnits, due),
    recentUnits: greatest(worked, recentUnits),
    ageSeconds: Math.max(0, seconds - row.openedAt),
    secondsToEnd: Math.max(0, row.expiresAt - seconds),
  })
  return {
    usage: {
      ...{ dueUnits: String(due), vouchedUnits: String(vouchedUnits) },
      ...{ redeemedUnits: String(row.redeemedUnits), meteredMs: String(meteredMs) },
    },
    runway: { ...runway, unitsLeft: String(runway.unitsLeft), ratePerHour: String(runway.ratePerHour) },
    jobs,
  }
}

function greatest(...values: readonly bigint[]): bigint {
  let most = 0n
  for (const value of values) if (value > most) most = value
  return most
}
