import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

/** The operators of registered nodes; those unknown to the registry, or retired, are missing. */
export async function findNodeOperators(db: Db, nodes: readonly Address[]): Promise<Map<Address, Address>> {
  const { rows } = await db.query<{ address: Buffer; operator: Buffer }>({
    name: 'find-node-operators',
    text: 'SELECT address, operator FROM node WHERE address = ANY($1::bytea[]) AND retired_at IS NULL',
    values: [nodes.map(hexToDb)],
  })
  return new Map(rows.map((row) => [hexFromDb(row.address), hexFromDb(row.operator)]))
}
