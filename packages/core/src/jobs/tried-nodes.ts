import type { Address } from '../hex.ts'
import type { JobAttemptReasonCode } from '../job-reasons.ts'
import { nodeReasons } from '../node-reasons.ts'

type EndedAttempt = { node: Address; reason: JobAttemptReasonCode | null; detail: string | null }

/**
 * Retry policy: nodes that may not have the job again. Lost nodes may, for they come back; so may nodes that refused
 * only for now (`detail` is one of their pauses). Results that failed, came late or were not theirs count against them.
 */
export function triedNodes(attempts: readonly EndedAttempt[]): Address[] {
  return attempts.filter(isSpent).map(({ node }) => node)
}

function isSpent({ reason, detail }: EndedAttempt): boolean {
  switch (reason) {
    case 'ATTEMPT_NODE_REFUSED':
      return !isPassingRefusal(detail)
    case 'ATTEMPT_NODE_LOST':
    case 'ATTEMPT_SUPERSEDED':
    case null:
      return false
    default:
      return true
  }
}

/** True for pauses and full slots: the node is asked again after a while. */
export function isPassingRefusal(code: string | null): boolean {
  return (
    code !== null &&
    ((code.startsWith('PAUSED_') && Object.hasOwn(nodeReasons, code)) || code === 'MATCH_NO_FREE_SLOT')
  )
}
