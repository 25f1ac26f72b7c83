import type { Hex } from '@network3/core/hex'
import type { Db } from '../pool.ts'
import { weiToDb } from '../wei.ts'
import { hexToDb } from './hex.ts'

/** Keeps the voucher for the lease's operator if it is above every one before; its signature was checked. */
export async function keepHighestVoucher(
  db: Db,
  voucher: { leaseId: bigint; cumulativeUnits: bigint; signature: Hex; now: Date },
): Promise<void> {
  await db.query(
    `INSERT INTO lease_voucher AS v (lease_id, cumulative_units, signature, signed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (lease_id) DO UPDATE SET cumulative_units = EXCLUDED.cumulative_units,
       signature = EXCLUDED.signature, signed_at = EXCLUDED.signed_at
     WHERE v.cumulative_units < EXCLUDED.cumulative_units`,
    [weiToDb(voucher.leaseId), weiToDb(voucher.cumulativeUnits), hexToDb(voucher.signature), voucher.now],
  )
}
