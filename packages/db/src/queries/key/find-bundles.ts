import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'
import { BUNDLE_COLUMNS, type BundleRow, type RawBundle, readBundle } from './bundle-row.ts'

/** What is published for a name from an epoch (a day) on, newest first; at most 100. */
export async function findBundles(
  db: Db,
  params: { masterPublicKey: Hex; name: string; fromEpoch: number },
): Promise<BundleRow[]> {
  const { rows } = await db.query<RawBundle>({
    name: 'find-bundles',
    text: `SELECT ${BUNDLE_COLUMNS} FROM key_bundle WHERE master_public_key = $1 AND name = $2 AND epoch >= $3
           ORDER BY epoch DESC, position DESC LIMIT 100`,
    values: [hexToDb(params.masterPublicKey), params.name, params.fromEpoch],
  })
  return rows.map(readBundle)
}
