import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'

/** The newest bundle of each name from an epoch (a day) on; names without one are left out. */
export async function findNewestBundles(
  db: Db,
  params: { masterPublicKey: Hex; names: readonly string[]; fromEpoch: number; toEpoch: number },
): Promise<Map<string, { epoch: number; bundle: Uint8Array }>> {
  const { rows } = await db.query<{ name: string; epoch: bigint; bundle: Buffer }>({
    name: 'find-newest-bundles',
    text: `SELECT DISTINCT ON (name) name, epoch, bundle FROM key_bundle
           WHERE master_public_key = $1 AND name = ANY($2) AND epoch BETWEEN $3 AND $4
           ORDER BY name, epoch DESC, position DESC`,
    values: [hexToDb(params.masterPublicKey), params.names, params.fromEpoch, params.toEpoch],
  })
  return new Map(
    rows.map(({ name, epoch, bundle }) => [name, { epoch: Number(epoch), bundle: new Uint8Array(bundle) }]),
  )
}
