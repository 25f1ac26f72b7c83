import type { Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb, weiToDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'

export type DirectoryRootRow = {
  generation: number
  /** Days since 1970. */
  epoch: bigint
  root: Hex
  bundles: bigint
  postedAt: Date
  txHash: Hex
}

type Row = {
  generation: bigint
  epoch: string
  root: Buffer
  bundles: string
  posted_at: Date
  tx_hash: Buffer
}

/** The directory roots of a generation, newest epoch first. */
export async function findRoots(
  db: Db,
  params: { generation: number; limit: number; before?: bigint | undefined },
): Promise<DirectoryRootRow[]> {
  const { generation, limit, before } = params
  const { rows } = await db.query<Row>({
    name: before === undefined ? 'find-directory-roots' : 'find-directory-roots-before',
    text: `SELECT * FROM directory_root WHERE generation = $1 ${before === undefined ? '' : 'AND epoch < $3'}
           ORDER BY epoch DESC LIMIT $2`,
    values: [generation, limit, ...(before === undefined ? [] : [weiToDb(before)])],
  })
  return rows.map((row) => ({
    generation: Number(row.generation),
    epoch: weiFromDb(row.epoch),
    root: hexFromDb(row.root),
    bundles: weiFromDb(row.bundles),
    postedAt: row.posted_at,
    txHash: hexFromDb(row.tx_hash),
  }))
}
