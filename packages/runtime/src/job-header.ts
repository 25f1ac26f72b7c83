import type { RealmResult, RunJob } from './run-job.ts'

/** A job without its bytes, as JSON carries it to where it runs: gas in decimal. */
export type JobHeader = Omit<RunJob, 'module' | 'input' | 'limits' | 'args'> & {
  args: string[]
  limits: { memoryBytes: number; gas: string; outputBytes: number; logBytes: number }
}

export function jobHeaderOf(job: RunJob): JobHeader {
  const { memoryBytes, outputBytes, logBytes, gas } = job.limits
  return {
    kind: job.kind,
    args: job.args ?? [],
    seed: job.seed,
    clockMs: job.clockMs,
    limits: { memoryBytes, outputBytes, logBytes, gas: String(gas) },
  }
}

/** What a worker is sent, and what it answers: the same in Node.js and in a browser. */
export type ToWorker = { header: JobHeader; module: Uint8Array; input: Uint8Array }
export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'log'; bytes: Uint8Array }
  | { kind: 'result'; result: Omit<RealmResult, 'output' | 'gas'> & { gas: string }; output: Uint8Array }
