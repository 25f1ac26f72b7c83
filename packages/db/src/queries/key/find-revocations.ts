import type { Address, Hex } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'
import type { EventPlace } from '../event/find-events.ts'

export type RevocationRow = EventPlace & {
  generation: number
  nameHash: Hex
  /** Zeros: every key of the name. */
  userPoint: Hex
  /** Days since 1970; from it on the key does not count. */
  epoch: bigint
  revokedBy: Address
  revokedAt: Date
  txHash: Hex
}

type Row = {
  generation: bigint
  name_hash: Buffer
  user_point: Buffer
  epoch: string
  revoked_by: Buffer
  block_number: bigint
  log_index: number
  revoked_at: Date
  tx_hash: Buffer
}

/** Revocations of a generation, newest first; of one name when it is given. */
export async function findRevocations(
  db: Db,
  params: { generation: number; nameHash?: Hex | undefined; limit: number; before?: EventPlace | undefined },
): Promise<RevocationRow[]> {
  const { generation, nameHash, limit, before } = params
  const values: unknown[] = [generation, limit]
  const conditions = ['generation = $1']
  if (nameHash !== undefined) conditions.push(`name_hash = $${values.push(hexToDb(nameHash))}`)
  if (before !== undefined) {
    const [block, log] = [values.push(before.blockNumber), values.push(before.logIndex)]
    conditions.push(`(block_number, log_index) < ($${block}, $${log})`)
  }
  const { rows } = await db.query<Row>({
    name: ['find-revocations', nameHash && 'name', before && 'before'].filter(Boolean).join('-'),
    text: `SELECT * FROM key_revocation WHERE ${conditions.join(' AND ')}
           ORDER BY block_number DESC, log_index DESC LIMIT $2`,
    values,
  })
  return rows.map((row) => ({
    generation: Number(row.generation),
    nameHash: hexFromDb(row.name_hash),
    userPoint: hexFromDb(row.user_point),
    epoch: weiFromDb(row.epoch),
    revokedBy: hexFromDb(row.revoked_by),
    ...{ blockNumber: row.block_number, logIndex: row.log_index },
    revokedAt: row.revoked_at,
    txHash: hexFromDb(row.tx_hash),
  }))
}
