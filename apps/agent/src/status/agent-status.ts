import type { Address } from '@network3/core/hex'
import { isReasonCode, reasonOf } from '@network3/core/reasons'
import { addressField } from '@network3/protocol/node/fields'
import { nodeCapacitySchema } from '@network3/protocol/node/job-order'
import { z } from 'zod'
import { limitsSchema } from '../limits/limits.ts'

const reasonSchema = z.object({ code: z.string(), sentence: z.string(), nextStep: z.string().nullable() })

/** What the local page, `status` and `why` show. */
export const statusSchema = z.object({
  version: z.string(),
  pid: z.int(),
  node: addressField,
  siteUrl: z.string(),
  startedAt: z.string(),
  registered: z.object({ operator: addressField.nullable() }),
  online: z.object({
    isOnline: z.boolean(),
    gateway: z.string().nullable(),
    since: z.string().nullable(),
    reason: reasonSchema,
    detail: z.string().nullable(),
  }),
  /** As its gateway last said; null before. */
  standing: z
    .object({
      epoch: z.int(),
      isVerified: z.boolean(),
      answeredSlots: z.int(),
      passedCanaries: z.int(),
      failedCanaries: z.int(),
      reason: reasonSchema,
    })
    .nullable(),
  earning: z.object({ isEarning: z.boolean(), reason: reasonSchema }),
  paused: reasonSchema.nullable(),
  capacity: nodeCapacitySchema,
  limits: limitsSchema,
  jobs: z.array(z.object({ jobId: z.string(), fence: z.int(), phase: z.string() })),
  counts: z.object({ finished: z.int(), failed: z.int(), refused: z.int() }),
  key: z.object({ epoch: z.int().nullable(), problem: z.string().nullable() }),
  pairing: z
    .object({ code: z.string(), url: z.string(), expiresAt: z.string(), operator: addressField.nullable() })
    .nullable(),
  events: z.array(z.object({ at: z.string(), level: z.string(), text: z.string() })),
})
export type AgentStatus = z.infer<typeof statusSchema>
export type ShownReason = z.infer<typeof reasonSchema>

export function showReason(code: string): ShownReason {
  if (!isReasonCode(code)) return { code, sentence: code, nextStep: null }
  const { sentence, nextStep } = reasonOf(code)
  return { code, sentence, nextStep: nextStep ?? null }
}

/**
 * Whether the node earns, or the one reason that keeps it from earning, in the order in which they can be mended:
 * registered, online, not paused by its owner, verified.
 */
export function judgeEarning(facts: {
  /** Undefined while the registry could not be asked. */
  operator: Address | null | undefined
  onlineCode: string
  isOnline: boolean
  pausedCode: string | null
  standing: { isVerified: boolean; reason: string } | null
}): { isEarning: boolean; code: string } {
  const { operator, isOnline, onlineCode, pausedCode, standing } = facts
  const no = (code: string) => ({ isEarning: false, code })
  if (operator === null) return no('NODE_NOT_REGISTERED')
  if (!isOnline) return no(onlineCode)
  if (standing?.isVerified === true) return { isEarning: true, code: 'NODE_VERIFIED' }
  // Without a key for sealed messages it is checked, and earns, all the same.
  if (pausedCode !== null && pausedCode !== 'PAUSED_NO_KEY') return no(pausedCode)
  // Its gateway may not have heard of the registration yet.
  const isKnownThere = standing !== null && standing.reason !== 'NODE_NOT_REGISTERED'
  return no(isKnownThere ? standing.reason : 'NODE_CHECK_PENDING')
}
