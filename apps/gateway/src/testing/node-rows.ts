import type { Address } from '@network3/core/hex'
import type { Pool } from '@network3/db/pool'

export type SessionRow = {
  gateway: string
  stream: string
  offline_reason: string | null
  last_seen_at: Date
  slots: number
  free_slots: number
  load: number
}

const bytesOf = (node: Address) => Buffer.from(node.slice(2), 'hex')

export async function readSession(pool: Pool, node: Address): Promise<SessionRow | undefined> {
  const { rows } = await pool.query<SessionRow>('SELECT * FROM node_session WHERE node = $1', [bytesOf(node)])
  return rows[0]
}

/** `online NODE_ONLINE g1`, oldest first. */
export async function readHistory(pool: Pool, node: Address): Promise<string[]> {
  const { rows } = await pool.query<{ words: string }>(
    `SELECT concat_ws(' ', status, reason, gateway) AS words FROM node_status_change WHERE node = $1 ORDER BY id`,
    [bytesOf(node)],
  )
  return rows.map(({ words }) => words)
}
