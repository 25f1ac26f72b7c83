import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb, weiToDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'

export type LeaseUsage = {
  /** Node-milliseconds of accepted results, and of those that wait for an answer. */
  acceptedMs: bigint
  returnedMs: bigint
  /** Metering checkpoints of all nodes together. */
  meteredMs: bigint
  /** Jobs that hold a slot now. */
  slotsInUse: number
  voucher: { cumulativeUnits: bigint; signature: Hex } | null
}

/** What was used of a lease, by jobs, by meters and by voucher. */
export async function getLeaseUsage(db: Db, leaseId: bigint): Promise<LeaseUsage> {
  const { rows } = await db.query<{
    accepted: string
    returned: string
    metered: string
    in_use: number
    units: string | null
    signature: Buffer | null
  }>({
    name: 'get-lease-usage',
    text: `SELECT
             (SELECT COALESCE(sum(billed_ms), 0) FROM job
               WHERE lease_id = $1 AND status IN ('accepted', 'settled')) AS accepted,
             (SELECT COALESCE(sum(billed_ms), 0) FROM job WHERE lease_id = $1 AND status = 'returned') AS returned,
             (SELECT COALESCE(sum(counted_ms), 0) FROM lease_meter WHERE lease_id = $1) AS metered,
             (SELECT count(*)::int FROM job WHERE lease_id = $1 AND status IN ('assigned', 'running')) AS in_use,
             v.cumulative_units AS units, v.signature
           FROM (SELECT 1) one LEFT JOIN lease_voucher v ON v.lease_id = $1`,
    values: [weiToDb(leaseId)],
  })
  const row = rows[0]
  if (row === undefined) throw new Error('A row without a table is always there.')
  return {
    ...{ acceptedMs: weiFromDb(row.accepted), returnedMs: weiFromDb(row.returned) },
    ...{ meteredMs: weiFromDb(row.metered), slotsInUse: row.in_use },
    voucher:
      row.units === null || row.signature === null
        ? null
        : { cumulativeUnits: weiFromDb(row.units), signature: hexFromDb(row.signature) },
  }
}
