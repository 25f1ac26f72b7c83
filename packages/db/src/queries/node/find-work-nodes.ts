import type { Address, Hex } from '@network3/core/hex'
import type { NodeReasonCode } from '@network3/core/node-reasons'
import type { Db } from '../../pool.ts'
import { hexFromDb, hexToDb } from '../../write/hex.ts'

/** A node as jobs see it: whose, and what it last said of itself. Nulls and zeros before its first session. */
export type WorkNode = {
  node: Address
  operator: Address
  subnet: Hex | null
  lastSeenAt: Date | null
  offlineReason: NodeReasonCode | null
  pausedReason: NodeReasonCode | null
  slots: number
  freeSlots: number
  memoryBytes: number
  kinds: string[]
  classes: string[]
}

/** An operator's nodes that are not retired, at most 4,096: as many as one message can be sealed to. */
export async function findWorkNodes(db: Db, operator: Address): Promise<WorkNode[]> {
  const { rows } = await db.query<{
    address: Buffer
    operator: Buffer
    subnet: Buffer | null
    last_seen_at: Date | null
    offline_reason: NodeReasonCode | null
    paused_reason: NodeReasonCode | null
    slots: number
    free_slots: number
    memory_bytes: bigint
    kinds: string[]
    classes: string[]
  }>({
    name: 'find-work-nodes',
    text: `SELECT n.address, n.operator, s.subnet, s.last_seen_at, s.offline_reason, s.paused_reason,
             COALESCE(s.slots, 0) AS slots, COALESCE(s.free_slots, 0) AS free_slots,
             COALESCE(s.memory_bytes, 0) AS memory_bytes, COALESCE(s.kinds, '{}') AS kinds,
             COALESCE(s.classes, '{}') AS classes
           FROM node n LEFT JOIN node_session s ON s.node = n.address
           WHERE n.operator = $1 AND n.retired_at IS NULL
           ORDER BY s.last_seen_at DESC NULLS LAST, n.address LIMIT 4096`,
    values: [hexToDb(operator)],
  })
  return rows.map((row) => ({
    ...{ node: hexFromDb(row.address), operator: hexFromDb(row.operator) },
    ...{ subnet: row.subnet && hexFromDb(row.subnet), lastSeenAt: row.last_seen_at },
    ...{ offlineReason: row.offline_reason, pausedReason: row.paused_reason, slots: row.slots },
    ...{ freeSlots: row.free_slots, memoryBytes: Number(row.memory_bytes) },
    ...{ kinds: row.kinds, classes: row.classes },
  }))
}
