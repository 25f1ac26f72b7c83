import type { NodePauseReasonCode, NodeReasonCode, NodeStandingReasonCode } from './node-reasons.ts'

/** Heartbeats come every 30 s; a node that misses three is taken for lost even before its gateway says so. */
export const SEEN_WITHIN_MS = 90_000

export type NodeFacts = {
  retiredAt: Date | null
  /** Null for a node that never had a session. */
  session: {
    lastSeenAt: Date
    /** Null while its gateway holds the session. */
    offlineReason: NodeReasonCode | null
    pausedReason: NodePauseReasonCode | null
    slots: number
  } | null
  /** Its newest check by work with a known answer. */
  lastCheck: { epoch: bigint; isValid: boolean; isLate: boolean } | null
}

export type NodeStatus = 'retired' | 'never-seen' | 'offline' | 'online' | 'verified'

/** A node's standing at a moment of an epoch, with every reason for it, the most telling one first. */
export type NodeStanding = {
  status: NodeStatus
  isOnline: boolean
  isVerified: boolean
  reasons: NodeReasonCode[]
}

/**
 * Registered, online and verified are three facts, told apart. A check counts through the epoch after its own, as each
 * node is checked at a random time of each: else all would be unverified at the start of every epoch.
 */
export function nodeStandingOf(facts: NodeFacts, now: Date, epoch: bigint): NodeStanding {
  if (facts.retiredAt !== null) return offline('retired', 'NODE_RETIRED')
  const { session, lastCheck } = facts
  if (session === null) return offline('never-seen', 'NODE_NEVER_SEEN')
  if (session.offlineReason !== null) return offline('offline', session.offlineReason)
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_WITHIN_MS)
    return offline('offline', 'NODE_OFFLINE_LOST')
  const check = checkReasonOf(session.slots, lastCheck, epoch)
  const isVerified = check === 'NODE_VERIFIED'
  const paused = session.pausedReason === null ? [] : [session.pausedReason]
  return {
    status: isVerified ? 'verified' : 'online',
    isOnline: true,
    isVerified,
    reasons: [check, ...paused],
  }
}

function checkReasonOf(slots: number, check: NodeFacts['lastCheck'], epoch: bigint): NodeStandingReasonCode {
  if (check !== null && check.epoch + 1n >= epoch) {
    if (check.isValid) return 'NODE_VERIFIED'
    return check.isLate ? 'NODE_CHECK_LATE' : 'NODE_CHECK_FAILED'
  }
  return slots === 0 ? 'NODE_TAKES_NO_WORK' : 'NODE_CHECK_PENDING'
}

function offline(status: NodeStatus, reason: NodeReasonCode): NodeStanding {
  return { status, isOnline: false, isVerified: false, reasons: [reason] }
}
