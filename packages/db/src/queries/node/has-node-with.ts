import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'

/** Whether the operator has a registered node with this bit of the capability set. */
export async function hasNodeWith(db: Db, operator: Address, capabilityBit: number): Promise<boolean> {
  const { rows } = await db.query<{ has: boolean }>({
    name: 'has-node-with',
    text: `SELECT EXISTS (SELECT 1 FROM node WHERE operator = $1 AND retired_at IS NULL AND capabilities & $2 <> 0) AS has`,
    values: [hexToDb(operator), capabilityBit],
  })
  return rows[0]?.has ?? false
}
