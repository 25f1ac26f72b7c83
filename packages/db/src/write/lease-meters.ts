import type { Address, Hex } from '@network3/core/hex'
import type { Db } from '../pool.ts'
import { weiToDb } from '../wei.ts'
import { hexToDb } from './hex.ts'

/** Cumulative node-milliseconds of a lease on a node. */
export type MeterCheckpoint = { claimedMs: bigint; observedMs: bigint; countedMs: bigint }

/**
 * Takes what a node signed against what gateways saw of it: the lesser counts. Counters only rise, so that a checkpoint
 * sent twice, or late, changes nothing. Undefined when the node never had a job of the lease.
 */
export async function setLeaseMeter(
  db: Db,
  meter: { leaseId: bigint; node: Address; claimedMs: bigint; signature: Hex; now: Date },
): Promise<MeterCheckpoint | undefined> {
  const { rows } = await db.query<{ claimed_ms: bigint; observed_ms: bigint; counted_ms: bigint }>({
    name: 'set-lease-meter',
    text: `WITH seen AS (
             SELECT floor(1000 * sum(EXTRACT(epoch FROM COALESCE(a.ended_at, $5) - a.started_at)))::bigint AS ms
             FROM job j JOIN job_attempt a ON a.job_id = j.id AND a.node = $2
             WHERE j.lease_id = $1 AND a.started_at IS NOT NULL HAVING count(*) > 0
           )
           INSERT INTO lease_meter AS m (lease_id, node, claimed_ms, observed_ms, counted_ms, signature, counted_at)
           SELECT $1, $2, $3, ms, LEAST($3, ms), $4, $5 FROM seen
           ON CONFLICT (lease_id, node) DO UPDATE SET
             claimed_ms = GREATEST(m.claimed_ms, EXCLUDED.claimed_ms),
             observed_ms = GREATEST(m.observed_ms, EXCLUDED.observed_ms),
             counted_ms = LEAST(GREATEST(m.claimed_ms, EXCLUDED.claimed_ms),
                                GREATEST(m.observed_ms, EXCLUDED.observed_ms)),
             signature = CASE WHEN EXCLUDED.claimed_ms > m.claimed_ms THEN EXCLUDED.signature ELSE m.signature END,
             counted_at = EXCLUDED.counted_at
           RETURNING claimed_ms, observed_ms, counted_ms`,
    values: [
      weiToDb(meter.leaseId),
      hexToDb(meter.node),
      meter.claimedMs,
      hexToDb(meter.signature),
      meter.now,
    ],
  })
  const row = rows[0]
  return row && { claimedMs: row.claimed_ms, observedMs: row.observed_ms, countedMs: row.counted_ms }
}
