import { DEFAULT_LIMITS, type RunLimits } from '../limits.ts'
import type { RunJob } from '../run-job.ts'

/** A job with the defaults of the house, for tests and benches. */
export function runJobOf(
  module: Uint8Array,
  rest: Partial<Omit<RunJob, 'limits'>> & { limits?: Partial<RunLimits> } = {},
): RunJob {
  return {
    kind: 'wasm',
    input: new Uint8Array(0),
    seed: `0x${'5a'.repeat(32)}`,
    clockMs: 1_767_225_600_000,
    ...rest,
    module,
    limits: { ...DEFAULT_LIMITS, ...rest.limits },
  }
}
