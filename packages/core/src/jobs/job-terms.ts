import { z } from 'zod'

export const jobKinds = ['wasm', 'onnx'] as const
export const jobClasses = ['D0', 'D1', 'D2'] as const
export const jobOrigins = ['canary', 'audit', 'rented'] as const
export const jobVisibilities = ['private', 'public'] as const

export type JobKind = (typeof jobKinds)[number]
export type JobClass = (typeof jobClasses)[number]
export type JobOrigin = (typeof jobOrigins)[number]
export type JobVisibility = (typeof jobVisibilities)[number]

const hash = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])
const hex = z.templateLiteral(['0x', z.string().regex(/^(?:[0-9a-f]{2})*$/)])

/**
 * What a job runs with beside its blobs, the same on every node: args, seed and clock it sees, limits, and who can open
 * the result. packages/protocol/src/node/job-order.ts carries the same to nodes.
 */
export const jobTermsSchema = z.strictObject({
  args: z.array(z.string().max(1_024)).max(32),
  seed: hash,
  /** Unix milliseconds. */
  clockMs: z.int().nonnegative(),
  limits: z.strictObject({
    memoryBytes: z.int().positive(),
    gas: z.string().regex(/^(0|[1-9]\d{0,38})$/),
    wallMs: z.int().positive(),
    outputBytes: z.int().positive(),
  }),
  /** Null for public jobs. */
  submitter: z.strictObject({ name: z.string().max(255), bundle: hex }).nullable(),
})

export type JobTerms = z.infer<typeof jobTermsSchema>
