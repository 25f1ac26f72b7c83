import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from '@network3/db/pool'
import { type Check, compareFacts } from '@network3/db/queries/audit/compare-facts'
import { findRankFacts, findRankFactsByHour } from '@network3/db/queries/audit/find-rank-facts'
import { withSnapshot } from '@network3/db/queries/snapshot'

/** The board is rebuilt after the block that changed it, at most ten seconds later. */
const GRACE_MS = 12_000

/** The leaderboard against the hours it is made from. What a rebuild under way would mend is waited for. */
export async function checkRanks(pool: Pool, graceMs = GRACE_MS): Promise<Check> {
  const deadline = Date.now() + graceMs
  for (;;) {
    const check = await withSnapshot(pool, async (db) =>
      compareFacts('leaderboard against hourly sums', await findRankFactsByHour(db), await findRankFacts(db)),
    )
    if (check.differences.length === 0 || Date.now() > deadline) return check
    await delay(400)
  }
}
