import { z } from 'zod'
import { countField, hashField, hexField, jobIdField } from './fields.ts'
import { determinismClass } from './work-receipt.ts'

/** What a job may use at most; the runtime's defaults are the ceiling. */
export const jobLimitsSchema = z.strictObject({
  /** Bytes. */
  memoryBytes: z.int().positive(),
  gas: countField,
  /** Milliseconds on the node, module loaded. */
  wallMs: z.int().positive(),
  outputBytes: z.int().positive(),
})

/**
 * A job as a node is told to do it. Blobs are fetched from the gateway by hash. Of a private job, input and module are
 * sealed to every node of the lease and the result is sealed to `submitter.bundle`; of a public one all is plain.
 */
export const jobOrderSchema = z.strictObject({
  jobId: jobIdField,
  fence: z.int().min(1),
  kind: z.enum(['wasm', 'onnx']),
  class: determinismClass,
  visibility: z.enum(['private', 'public']),
  /** SHA-256 of the blobs as they travel. */
  moduleBlob: hashField,
  inputBlob: hashField,
  args: z.array(z.string().max(1_024)).max(32),
  seed: hashField,
  /** The clock the job sees, unix milliseconds. */
  clockMs: z.int().nonnegative(),
  limits: jobLimitsSchema,
  /** Decimal id of the lease; null for the network's own work. */
  leaseId: countField.nullable(),
  /** Who can open the result, and whom the input must be from; null for public jobs. */
  submitter: z.strictObject({ name: z.string().max(255), bundle: hexField }).nullable(),
  /** Replicas commit to their result first and show it when told to. */
  commitFirst: z.boolean(),
  /** Unix milliseconds; later results are refused. */
  deadlineMs: z.int().positive(),
})

export const nodeCapacitySchema = z.strictObject({
  /** Jobs at once. */
  slots: z.int().min(0).max(256),
  memoryBytes: z.int().nonnegative(),
  kinds: z.array(z.enum(['wasm', 'onnx'])).max(8),
  classes: z.array(determinismClass).max(3),
})

export const jobHandleSchema = z.strictObject({ jobId: jobIdField, fence: z.int().min(1) })
export const meterSchema = z.strictObject({ leaseId: countField, milliseconds: countField })

export type JobOrder = z.infer<typeof jobOrderSchema>
export type JobLimits = z.infer<typeof jobLimitsSchema>
export type NodeCapacity = z.infer<typeof nodeCapacitySchema>
export type JobHandle = z.infer<typeof jobHandleSchema>
