import type { Hex } from '@network3/core/hex'
import type { Client } from '../pool.ts'
import { hexToDb } from './hex.ts'

/**
 * Tells what leases took of these offers again, from the newest steps that carry it: the same way whether steps were
 * just added or removed. An offer without a lease left is forgotten.
 */
export async function rewriteOffers(tx: Client, offerIds: readonly Hex[]): Promise<void> {
  if (offerIds.length === 0) return
  const values = [offerIds.map(hexToDb)]
  const latest = (column: string) => `
    CROSS JOIN LATERAL (
      SELECT ${column} FROM lease_event e WHERE e.offer_id = k.offer_id AND e.consumed_units IS NOT NULL
        AND e.${column} IS NOT NULL
      ORDER BY e.block_number DESC, e.log_index DESC LIMIT 1
    ) AS latest_${column}`
  await tx.query({
    name: 'rewrite-offers',
    text: `INSERT INTO offer_state (offer_id, operator, kind, spec_hash, slots_taken, consumed_units)
           SELECT k.offer_id, terms.operator, terms.kind, terms.spec_hash, slots_taken, consumed_units
           FROM unnest($1::bytea[]) AS k(offer_id)
           CROSS JOIN LATERAL (
             SELECT operator, kind, spec_hash FROM lease WHERE lease.offer_id = k.offer_id LIMIT 1
           ) AS terms
           ${latest('slots_taken')} ${latest('consumed_units')}
           ON CONFLICT (offer_id) DO UPDATE SET slots_taken = excluded.slots_taken,
             consumed_units = excluded.consumed_units`,
    values,
  })
  await tx.query({
    name: 'drop-unleased-offers',
    text: `DELETE FROM offer_state o WHERE o.offer_id = ANY($1::bytea[])
             AND NOT EXISTS (SELECT 1 FROM lease WHERE lease.offer_id = o.offer_id)`,
    values,
  })
}
