import { runtimeReasons } from '@network3/core/runtime-reasons'
import { z } from 'zod'

const reason = z.enum(
  Object.keys(runtimeReasons) as [keyof typeof runtimeReasons, ...(keyof typeof runtimeReasons)[]],
)

/** What the sandbox says of a run. It is measured against the job, not trusted: see readChildResult. */
const childResult = z.strictObject({
  outcome: z.enum(['ok', 'failed']),
  reason: reason.optional(),
  detail: z.string().max(8_192).optional(),
  exitCode: z.int().optional(),
  gas: z
    .string()
    .regex(/^\d{1,20}$/)
    .transform(BigInt),
  class: z.enum(['D0', 'D1', 'D2']),
  memoryBytes: z.int().min(0),
})
export type ChildResult = z.infer<typeof childResult>

/** Undefined when the sandbox's words do not make sense for a job with this much gas. */
export function readChildResult(header: Uint8Array, gasLimit: bigint): ChildResult | undefined {
  try {
    const result = childResult.parse(JSON.parse(new TextDecoder().decode(header)))
    if ((result.outcome === 'failed') !== (result.reason !== undefined)) return undefined
    return result.gas <= gasLimit ? result : undefined
  } catch {
    return undefined
  }
}
