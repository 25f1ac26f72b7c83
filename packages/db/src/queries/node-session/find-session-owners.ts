import type { Address } from '@network3/core/hex'
import type { Db } from '../../pool.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

/** Who holds a node, by its last written row. */
export type SessionOwner = { gateway: string; stream: string; isOnline: boolean }

/** Nodes that never had a session are missing from the answer. */
export async function findSessionOwners(
  db: Db,
  nodes: readonly Address[],
): Promise<Map<Address, SessionOwner>> {
  const { rows } = await db.query<{ node: Buffer; gateway: string; stream: string; is_online: boolean }>({
    name: 'find-session-owners',
    text: `SELECT node, gateway, stream, offline_reason IS NULL AS is_online
           FROM node_session WHERE node = ANY($1::bytea[])`,
    values: [nodes.map(hexToDb)],
  })
  return new Map(
    rows.map((row) => [
      hexFromDb(row.node),
      { gateway: row.gateway, stream: row.stream, isOnline: row.is_online },
    ]),
  )
}
