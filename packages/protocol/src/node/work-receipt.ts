import { z } from 'zod'
import { addressField, countField, hashField, jobIdField, signatureField } from './fields.ts'

export const determinismClass = z.enum(['D0', 'D1', 'D2'])

/** What a node did for a job, signed by its key over `workReceiptText`. Hashes are SHA-256. */
export const workReceiptSchema = z.strictObject({
  chainId: z.int().positive(),
  node: addressField,
  jobId: jobIdField,
  /** The assignment it was done under: an older one publishes nothing. */
  fence: z.int().min(1),
  /** Of module or model, and of input and output before they were sealed. */
  moduleHash: hashField,
  inputHash: hashField,
  outputHash: hashField,
  /** Of what travels: the sealed envelope, or the plain output of a public job. */
  resultHash: hashField,
  outcome: z.enum(['ok', 'failed']),
  /** Why it failed: a code of packages/core/src/runtime-reasons.ts. */
  reason: z.string().max(64).nullable(),
  /** Metered instructions; of ONNX, multiply-adds counted from the graph's shapes. */
  gas: countField,
  class: determinismClass,
  durationMs: z.int().nonnegative(),
  signature: signatureField,
})

export type WorkReceipt = z.infer<typeof workReceiptSchema>
export type DeterminismClass = z.infer<typeof determinismClass>
