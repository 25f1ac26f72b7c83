import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts, secondsText } from './facts.ts'

/** Every posted root by its epoch, with the state of its file. */
export function findEpochFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT number::text AS key, ${hexText('root')} AS "root", ${hexText('data_hash')} AS "dataHash",
       cumulative_total_wei::text AS "cumulativeTotal", ${secondsText('posted_at')} AS "postedAt",
       ${secondsText('claimable_at')} AS "claimableAt", ${secondsText('starts_at')} AS "startsAt",
       ${secondsText('ends_at')} AS "endsAt", (vetoed_at IS NOT NULL)::text AS "isVetoed", file_state AS "fileState",
       coalesce(file_reason, '') AS "fileReason"
     FROM epoch`,
  )
}
