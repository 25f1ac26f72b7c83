import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'
import { type Node, type NodeRow, nodeColumns, nodeFromRow, nodeJoins } from './node-row.ts'

/** Undefined for an address that was never registered. */
export async function getNode(db: Db, address: Address): Promise<Node | undefined> {
  const { rows } = await db.query<NodeRow>({
    name: 'get-node',
    text: `SELECT ${nodeColumns} FROM node n ${nodeJoins} WHERE n.address = $1`,
    values: [hexToDb(address)],
  })
  return rows[0] === undefined ? undefined : nodeFromRow(rows[0])
}
