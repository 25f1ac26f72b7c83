import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts, secondsText } from './facts.ts'

/** Every unstake request by its id; settled is '' while it thaws. */
export function findRequestFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT id::text AS key, ${hexText('operator')} AS "operator", ${hexText('staker')} AS "staker",
       thawing_shares::text AS "thawingShares", ${secondsText('unlocks_at')} AS "unlocksAt", status AS "status",
       assets_wei::text AS "assets", settled_wei::text AS "settled"
     FROM unstake_request`,
  )
}
