import type { Db } from '../../pool.ts'
import { type Facts, hexText, readFacts, secondsText } from './facts.ts'

/** Every generation by its number; `members` are their shares, one after the other. */
export function findGenerationFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT number::text AS key, ${hexText('master_public_key')} AS "masterPublicKey", threshold::text AS "threshold",
       cardinality(members)::text AS "nodes",
       ${hexText(`(SELECT string_agg(share, ''::bytea ORDER BY place)
          FROM unnest(members) WITH ORDINALITY AS m(share, place))`)} AS "members",
       status AS "status", coalesce(stop_reason, '') AS "stopReason",
       coalesce(${hexText('proof_hash')}, '') AS "proofHash", ${secondsText('announced_at')} AS "announcedAt",
       ${secondsText('ended_at')} AS "endedAt"
     FROM key_generation`,
  )
}

/** Every revocation, keyed `generation/name hash/user point`. */
export function findRevocationFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT generation || '/' || ${hexText('name_hash')} || '/' || ${hexText('user_point')} AS key,
       epoch::text AS "epoch", ${hexText('revoked_by')} AS "revokedBy"
     FROM key_revocation`,
  )
}

/** Every directory root, keyed `generation/epoch`. */
export function findDirectoryRootFacts(db: Db): Promise<Facts> {
  return readFacts(
    db,
    `SELECT generation || '/' || epoch AS key, ${hexText('root')} AS "root", bundles::text AS "bundles",
       ${secondsText('posted_at')} AS "postedAt"
     FROM directory_root`,
  )
}
