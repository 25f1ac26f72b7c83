import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts, secondsText } from './facts.ts'

/** The largest pools, and as many others by the chance of a word. */
export type OperatorSample = { size: number; word: string }

const IN_SAMPLE = `WHERE address IN (
  (SELECT address FROM operator ORDER BY pool_assets_wei DESC LIMIT $1) UNION
  (SELECT address FROM operator ORDER BY md5(address || $2::bytea) LIMIT $1))`

/** Every operator, or a sample of them: its pool as Staking.poolOf has it, its counts and what it was paid. */
export function findOperatorFacts(db: Db, sample?: OperatorSample): Promise<Facts> {
  return readFacts(
    db,
    `SELECT ${hexText('address')} AS key, pool_assets_wei::text AS "activeAssets", pool_shares::text AS "activeShares",
       thawing_assets_wei::text AS "thawingAssets", thawing_shares::text AS "thawingShares",
       stream_remaining_wei::text AS "streamRemaining", ${secondsText('stream_updated_at')} AS "streamUpdatedAt",
       ${secondsText('stream_ends_at')} AS "streamEndsAt", commission_bps::text AS "commissionBps",
       coalesce(pending_commission_bps, 0)::text AS "pendingCommissionBps",
       ${secondsText('pending_commission_at')} AS "pendingCommissionAt", self_shares::text AS "selfShares",
       delegator_count::text AS "delegators", node_count::text AS "nodes", is_local_economy::text AS "isLocal",
       paid_total_wei::text AS "paid"
     FROM operator ${sample === undefined ? '' : IN_SAMPLE}`,
    sample === undefined ? [] : [sample.size, sample.word],
  )
}
