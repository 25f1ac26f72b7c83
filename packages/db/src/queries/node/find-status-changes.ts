import type { Address } from '@network3/core/hex'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import type { Db } from '../../pool.ts'
import { hexToDb } from '../../write/hex.ts'
import { nodeReasonFrom } from './node-row.ts'

export type NodeStatusChange = {
  id: bigint
  at: Date
  status: 'online' | 'offline'
  reason: NodeReasonCode
  gateway: string
}

/** Each time a node came online or went offline, newest first. */
export async function findStatusChanges(
  db: Db,
  params: { node: Address; limit: number; before?: bigint | undefined },
): Promise<NodeStatusChange[]> {
  const { rows } = await db.query<{ id: bigint; at: Date; status: string; reason: string; gateway: string }>({
    name: 'find-status-changes',
    text: `SELECT id, at, status, reason, gateway FROM node_status_change
           WHERE node = $1 AND ($3::bigint IS NULL OR id < $3) ORDER BY id DESC LIMIT $2`,
    values: [hexToDb(params.node), params.limit, params.before ?? null],
  })
  return rows.map(({ id, at, status, reason, gateway }) => ({
    id,
    at,
    status: status === 'online' ? 'online' : 'offline',
    reason: nodeReasonFrom(reason),
    gateway,
  }))
}
