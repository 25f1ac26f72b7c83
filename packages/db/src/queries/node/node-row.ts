import type { Address, Hex } from '@network3/core/hex'
import { type NodePauseReasonCode, type NodeReasonCode, nodeReasons } from '@network3/core/node-reasons'
import type { NodeFacts } from '@network3/core/node-standing'
import { weiFromDb } from '../../wei.ts'
import { hexFromDb } from '../../write/hex.ts'

export type Node = {
  address: Address
  operator: Address
  capabilityBits: number
  country: string
  specHash: Hex
  registeredBlock: bigint
  registeredAt: Date
  retiredAt: Date | null
  /** The Edge device that runs it, by its token; null for any other node. */
  edgeTokenId: bigint | null
  /** Its part of the last verified epoch it earned in. */
  lastReward: { epoch: bigint; amountWei: bigint } | null
  session: NodeSession | null
  lastCheck: NodeFacts['lastCheck']
}

export type NodeSession = NonNullable<NodeFacts['session']> & {
  onlineSince: Date
  offlineAt: Date | null
  gateway: string
  agent: string
  freeSlots: number
  memoryBytes: bigint
  kinds: string[]
  classes: string[]
}

/** Columns and joins of `node n` that nodeFromRow reads. The newest reward is looked for in the last epochs only. */
export const nodeColumns = `n.address, n.operator, n.capabilities, n.country, n.spec_hash, n.registered_block,
  n.registered_at, n.retired_at, d.token_id AS edge_token_id, r.epoch, r.amount_wei,
  s.last_seen_at, s.online_since, s.offline_at, s.offline_reason, s.paused_reason, s.gateway, s.agent, s.slots,
  s.free_slots, s.memory_bytes, s.kinds, s.classes, c.epoch AS check_epoch, c.status AS check_status`
export const nodeJoins = `
  LEFT JOIN device d ON d.node = n.address
  LEFT JOIN node_session s ON s.node = n.address
  LEFT JOIN LATERAL (
    SELECT w.epoch, w.amount_wei FROM (SELECT number FROM epoch ORDER BY number DESC LIMIT 10) e
    JOIN node_reward w ON w.epoch = e.number AND w.node = n.address
    ORDER BY w.epoch DESC LIMIT 1
  ) r ON true
  LEFT JOIN LATERAL (
    SELECT k.epoch, k.status FROM canary k WHERE k.node = n.address AND k.status IN ('passed', 'failed', 'late')
    ORDER BY k.epoch DESC, k.number DESC LIMIT 1
  ) c ON true`

export type NodeRow = {
  address: Buffer
  operator: Buffer
  capabilities: number
  country: string
  spec_hash: Buffer
  registered_block: bigint
  registered_at: Date
  retired_at: Date | null
  edge_token_id: bigint | null
  epoch: bigint | null
  amount_wei: string | null
  last_seen_at: Date | null
  online_since: Date
  offline_at: Date | null
  offline_reason: string | null
  paused_reason: string | null
  gateway: string
  agent: string
  slots: number
  free_slots: number
  memory_bytes: bigint
  kinds: string[]
  classes: string[]
  check_epoch: bigint | null
  check_status: string
}

export function nodeFromRow(row: NodeRow): Node {
  return {
    address: hexFromDb(row.address),
    operator: hexFromDb(row.operator),
    capabilityBits: row.capabilities,
    country: row.country,
    specHash: hexFromDb(row.spec_hash),
    registeredBlock: row.registered_block,
    registeredAt: row.registered_at,
    retiredAt: row.retired_at,
    edgeTokenId: row.edge_token_id,
    lastReward:
      row.epoch === null || row.amount_wei === null
        ? null
        : { epoch: row.epoch, amountWei: weiFromDb(row.amount_wei) },
    session: row.last_seen_at === null ? null : sessionFrom(row, row.last_seen_at),
    lastCheck:
      row.check_epoch === null
        ? null
        : {
            epoch: row.check_epoch,
            isValid: row.check_status === 'passed',
            isLate: row.check_status === 'late',
          },
  }
}

function sessionFrom(row: NodeRow, lastSeenAt: Date): NodeSession {
  return {
    lastSeenAt,
    onlineSince: row.online_since,
    offlineAt: row.offline_at,
    offlineReason: row.offline_reason === null ? null : nodeReasonFrom(row.offline_reason),
    pausedReason: row.paused_reason === null ? null : pauseReasonFrom(row.paused_reason),
    gateway: row.gateway,
    agent: row.agent,
    slots: row.slots,
    freeSlots: row.free_slots,
    memoryBytes: row.memory_bytes,
    kinds: row.kinds,
    classes: row.classes,
  }
}

/** A code of a newer gateway than this reader is told as the nearest that this one knows. */
export function nodeReasonFrom(code: string): NodeReasonCode {
  return Object.hasOwn(nodeReasons, code) ? (code as NodeReasonCode) : 'NODE_OFFLINE_LOST'
}

function pauseReasonFrom(code: string): NodePauseReasonCode {
  const isKnown = code.startsWith('PAUSED_') && Object.hasOwn(nodeReasons, code)
  return isKnown ? (code as NodePauseReasonCode) : 'PAUSED_BY_OWNER'
}
