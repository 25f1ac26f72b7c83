import { randomBytes } from 'node:crypto'
import { isAppError } from '@network3/core/app-error'
import type { Address, Hex } from '@network3/core/hex'
import type { JobOrder } from '@network3/protocol/node/job-order'
import { signText } from '@network3/protocol/node/node-signature'
import { workReceiptText } from '@network3/protocol/node/signed-texts'
import { DEFAULT_LIMITS } from '@network3/runtime/limits'
import type { Executor } from '@network3/runtime/node/create-executor'
import type { RunJob, RunReceipt } from '@network3/runtime/run-job'
import { type BlobClient, hashBytes, MAXIMUM_BLOB_BYTES } from './blob-client.ts'
import type { StoredResult } from './result-store.ts'
import type { SealedJob, SealingKeys } from './sealed-job.ts'

export type RunJobDeps = {
  node: Address
  privateKey: Hex
  chainId: number
  executor: Pick<Executor, 'run'>
  blobs: BlobClient
  /** Undefined while the node has no key for sealed messages. */
  sealingKeys: () => Promise<SealingKeys | undefined> | SealingKeys | undefined
  now: () => number
}

export type RunHooks = {
  signal: AbortSignal
  onStart: () => void
  /** What travels: sealed for a private job. */
  onLog: (text: string, sealed: SealedJob | undefined) => void
}

/** What came of a job: a result to keep and offer, a reason to give it back, or nothing when it was cancelled. */
export type RunOutcome =
  | { kind: 'result'; result: StoredResult; blob: Uint8Array }
  | {
      kind: 'refused'
      reason: 'AGENT_INPUT_UNREADABLE' | 'AGENT_BLOB_MISSING' | 'PAUSED_NO_KEY'
      detail: string
    }
  | { kind: 'cancelled' }

/** Sealing adds a kilobyte and 16 bytes a chunk: the sealed output must still be a blob. */
const OUTPUT_BYTES = MAXIMUM_BLOB_BYTES - 64 * 1024

/** Fetches, opens, runs, seals and signs one job. Plaintext is only ever in memory. */
export async function runJob(deps: RunJobDeps, order: JobOrder, hooks: RunHooks): Promise<RunOutcome> {
  const prepared = await prepare(deps, order, hooks.signal)
  if ('kind' in prepared) return prepared
  const { job, sealed } = prepared
  const receipt = await deps.executor.run(job, {
    signal: hooks.signal,
    onStart: hooks.onStart,
    onLog: (text) => hooks.onLog(text, sealed),
  })
  if (hooks.signal.aborted || receipt.reason === 'RUNTIME_CANCELLED') return { kind: 'cancelled' }
  const blob = sealed === undefined ? receipt.output : sealed.sealResult(order, receipt.output)
  return { kind: 'result', result: signResult(deps, order, receipt, blob), blob }
}

async function prepare(
  deps: RunJobDeps,
  order: JobOrder,
  signal: AbortSignal,
): Promise<{ job: RunJob; sealed: SealedJob | undefined } | RunOutcome> {
  try {
    const [moduleBlob, inputBlob] = await Promise.all([
      deps.blobs.fetch(order.moduleBlob, signal),
      deps.blobs.fetch(order.inputBlob, signal),
    ])
    const { submitter } = order
    if (submitter === null) return { job: jobOf(order, moduleBlob, inputBlob, deps.now()), sealed: undefined }
    const keys = await deps.sealingKeys()
    if (keys === undefined)
      return { kind: 'refused', reason: 'PAUSED_NO_KEY', detail: 'No key was issued for today yet.' }
    // Loaded with the first private job: a node that has none does without these megabytes.
    const { openSealedJob } = await import('./sealed-job.ts')
    const sealed = openSealedJob(keys, submitter, deps.now())
    const [module, input] = [sealed.openModule(moduleBlob), sealed.openInput(inputBlob)]
    return { job: jobOf(order, module, input, deps.now()), sealed }
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' }
    const detail = error instanceof Error ? error.message : String(error)
    const isUnreadable = isAppError(error, 'INPUT_INVALID')
    return { kind: 'refused', reason: isUnreadable ? 'AGENT_INPUT_UNREADABLE' : 'AGENT_BLOB_MISSING', detail }
  }
}

function jobOf(order: JobOrder, module: Uint8Array, input: Uint8Array, nowMs: number): RunJob {
  const { limits } = order
  return {
    ...{ kind: order.kind, module, input, args: order.args, seed: order.seed, clockMs: order.clockMs },
    limits: {
      moduleBytes: DEFAULT_LIMITS.moduleBytes,
      memoryBytes: limits.memoryBytes,
      gas: BigInt(limits.gas),
      wallMs: Math.max(1, Math.min(limits.wallMs, order.deadlineMs - nowMs)),
      outputBytes: Math.min(limits.outputBytes, OUTPUT_BYTES),
      logBytes: DEFAULT_LIMITS.logBytes,
    },
  }
}

function signResult(deps: RunJobDeps, order: JobOrder, run: RunReceipt, blob: Uint8Array): StoredResult {
  const { node, chainId, privateKey } = deps
  const unsigned = {
    ...{ chainId, node, jobId: order.jobId, fence: order.fence },
    ...{ moduleHash: run.moduleHash, inputHash: run.inputHash, outputHash: run.outputHash },
    resultHash: hashBytes(blob),
    ...{ outcome: run.outcome, reason: run.reason ?? null, gas: String(run.gas), class: run.class },
    durationMs: Math.max(0, Math.round(run.durationMs)),
  }
  return {
    version: 1,
    receipt: { ...unsigned, signature: signText(privateKey, workReceiptText(unsigned)) },
    nonce: order.commitFirst ? `0x${randomBytes(32).toString('hex')}` : null,
    deadlineMs: order.deadlineMs,
  }
}
