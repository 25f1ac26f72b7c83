import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb } from '../../write/hex.ts'

/** Every node that a gateway's rows call online, with its stream. Scans the table: for a resync only. */
export async function findGatewaySessions(
  db: Db,
  gateway: string,
): Promise<{ node: Address; stream: string }[]> {
  const { rows } = await db.query<{ node: Buffer; stream: string }>(
    'SELECT node, stream FROM node_session WHERE gateway = $1 AND offline_reason IS NULL',
    [gateway],
  )
  return rows.map((row) => ({ node: hexFromDb(row.node), stream: row.stream }))
}
