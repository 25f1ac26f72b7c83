import { jobStatuses } from '@network3/core/jobs/job-status'
import { jobKinds, jobVisibilities } from '@network3/core/jobs/job-terms'
import { workReceiptSchema } from '@network3/protocol/node/work-receipt'
import { z } from 'zod'

/** What a site answers about jobs, as far as it is used here (packages/api/src/routers/jobs). */
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/)
const hash = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])
const hex = z.templateLiteral(['0x', z.string().regex(/^(?:[0-9a-f]{2})*$/)])
const units = z.string().regex(/^\d+$/)
const instant = z.iso.datetime({ precision: 3 })
const reason = z.object({ code: z.string(), sentence: z.string(), nextStep: z.string().nullable() })

export const jobAnswer = z.object({
  jobId: z.string(),
  state: z.enum(jobStatuses),
  reason,
  detail: z.string().nullable(),
  fence: z.int(),
  node: address.nullable(),
  resultBlob: hash.nullable(),
  billedMs: units.nullable(),
  createdAt: instant,
  deadlineAt: instant,
  returnedAt: instant.nullable(),
})

const attemptAnswer = z.object({
  fence: z.int(),
  node: address,
  state: z.string(),
  reason: reason.nullable(),
  detail: z.string().nullable(),
  receipt: workReceiptSchema.nullable(),
})

/** As reads have it: with what it was sent under. */
export const listedJobAnswer = jobAnswer.extend({
  leaseId: units.nullable(),
  requestKey: z.string().nullable(),
  kind: z.enum(jobKinds),
  visibility: z.enum(jobVisibilities),
})

export const jobWithAttemptsAnswer = listedJobAnswer.extend({
  attempts: z.array(attemptAnswer),
  dueUnits: units.nullable(),
  usage: z.object({ voucher: z.object({ cumulativeUnits: units, signature: hex }).nullable() }).nullable(),
})

export const jobsAnswer = z.object({ items: z.array(listedJobAnswer), nextCursor: z.string().nullable() })

export const submittedAnswer = jobAnswer.extend({ isNew: z.boolean() })

export const recipientsAnswer = z.object({
  nodes: z.array(
    z.object({
      node: address,
      name: z.string(),
      bundle: hex.nullable(),
      isOnline: z.boolean(),
      kinds: z.array(z.string()),
      classes: z.array(z.string()),
    }),
  ),
})

export const logAnswer = z.object({ fence: z.int(), index: z.int(), envelope: hex, at: instant })

export const logsAnswer = z.object({
  items: z.array(logAnswer),
  nextCursor: z.string().nullable(),
})

export const whyAnswer = z.object({
  job: jobAnswer,
  attempts: z.array(attemptAnswer),
  slots: z.object({ rented: z.int(), inUse: z.int() }).nullable(),
  nodes: z.array(
    z.object({ node: address, reason, need: z.string().nullable(), have: z.string().nullable() }),
  ),
})

export type ListedJob = z.infer<typeof listedJobAnswer>
export type Job = z.infer<typeof jobAnswer>
export type JobWithAttempts = z.infer<typeof jobWithAttemptsAnswer>
export type JobWhy = z.infer<typeof whyAnswer>

const OVER: readonly Job['state'][] = ['returned', 'accepted', 'disputed', 'settled', 'failed']

/** It has returned or ended: nothing more is to be waited for. */
export function isOver({ state }: Pick<Job, 'state'>): boolean {
  return OVER.includes(state)
}
