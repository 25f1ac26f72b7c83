import { type NodeReasonCode, nodeReasons } from '@network3/core/node-reasons'

/** How a session is ended for a reason: what the agent is told, and where the node stands afterwards. */
export type SessionEnd = {
  standing: NodeReasonCode
  /** When the agent may come back, spread over this and twice this; null: not by itself. */
  retryAfterMs: number | null
  /** Of the WebSocket (RFC 6455, 7.4.1): 1001 going away, 1008 policy, 1011 our fault. */
  closeCode: number
}

const ends: Partial<Record<NodeReasonCode, SessionEnd>> = {
  SESSION_BAD_FRAME: { standing: 'NODE_OFFLINE_REFUSED', retryAfterMs: 10_000, closeCode: 1008 },
  SESSION_BAD_SIGNATURE: { standing: 'NODE_OFFLINE_REFUSED', retryAfterMs: 30_000, closeCode: 1008 },
  SESSION_WRONG_CHAIN: { standing: 'NODE_OFFLINE_REFUSED', retryAfterMs: null, closeCode: 1008 },
  SESSION_AUTH_LATE: { standing: 'NODE_OFFLINE_LOST', retryAfterMs: 1_000, closeCode: 1008 },
  SESSION_SILENT: { standing: 'NODE_OFFLINE_LOST', retryAfterMs: 0, closeCode: 1001 },
  SESSION_OVERFLOW: { standing: 'NODE_OFFLINE_LOST', retryAfterMs: 1_000, closeCode: 1008 },
  SESSION_FLOOD: { standing: 'NODE_OFFLINE_REFUSED', retryAfterMs: 30_000, closeCode: 1008 },
  SESSION_REPLACED: { standing: 'NODE_OFFLINE_REPLACED', retryAfterMs: null, closeCode: 1008 },
  SESSION_FULL: { standing: 'NODE_OFFLINE_REFUSED', retryAfterMs: 10_000, closeCode: 1013 },
  SESSION_RATE_LIMITED: { standing: 'NODE_OFFLINE_REFUSED', retryAfterMs: 10_000, closeCode: 1013 },
  GATEWAY_DRAINING: { standing: 'NODE_OFFLINE_GATEWAY', retryAfterMs: 500, closeCode: 1001 },
  GATEWAY_FAILED: { standing: 'NODE_OFFLINE_GATEWAY', retryAfterMs: 1_000, closeCode: 1011 },
  NODE_OFFLINE_STOPPED: { standing: 'NODE_OFFLINE_STOPPED', retryAfterMs: null, closeCode: 1000 },
  NODE_OFFLINE_LOST: { standing: 'NODE_OFFLINE_LOST', retryAfterMs: 0, closeCode: 1001 },
}

export function sessionEndOf(reason: NodeReasonCode): SessionEnd {
  return ends[reason] ?? { standing: 'NODE_OFFLINE_LOST', retryAfterMs: 1_000, closeCode: 1011 }
}

/** `random`: from 0 to 1, so that many do not come back together. `waitMs`: instead of the reason's own. */
export function goodbyeOf(reason: NodeReasonCode, random: number, waitMs?: number) {
  const retryAfterMs = waitMs ?? sessionEndOf(reason).retryAfterMs
  return {
    reason,
    message: nodeReasons[reason].sentence,
    retryAfterMs: retryAfterMs === null ? null : Math.round(retryAfterMs * (1 + random)),
  }
}
