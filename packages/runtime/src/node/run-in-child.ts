import { createHash } from 'node:crypto'
import type { Hex } from '@network3/core/hex'
import type { RuntimeReasonCode } from '@network3/core/runtime-reasons'
import { jobHeaderOf } from '../job-header.ts'
import type { RunJob, RunReceipt } from '../run-job.ts'
import { readChildResult } from './child-result.ts'
import { limitCpu } from './limit-cpu.ts'
import type { SandboxChild } from './start-child.ts'
import { watchMemory } from './watch-memory.ts'

export type RunOptions = {
  signal?: AbortSignal
  /** Called once the job's bytes are on their way to a sandbox that is ready. */
  onStart?: () => void
  /** Standard error as it is written, within its bound. */
  onLog?: (text: string) => void
  /** Of one core, 0 to 1: the job is made to wait for the rest of the time. Default 1. */
  cpuShare?: number
}

type Ending = Pick<RunReceipt, 'outcome' | 'reason' | 'detail' | 'exitCode' | 'gas' | 'class'> & {
  output?: Uint8Array
  peakMemoryBytes?: number
}

const NO_BYTES = new Uint8Array(0)
/** Pauses of a job beyond its own time at most: less than a gateway waits beyond it. */
const MOST_PAUSED_MS = 40_000

/**
 * Runs one job in a waiting child and always answers: every way a child can end has its reason. Time in which the job
 * was made to wait is neither counted against its limit nor in its receipt.
 */
export async function runInChild(child: SandboxChild, job: RunJob, options: RunOptions): Promise<RunReceipt> {
  const startedAt = performance.now()
  const ending = Promise.withResolvers<Ending>()
  const fail = (reason: RuntimeReasonCode, detail?: string) => {
    ending.resolve({ outcome: 'failed', reason, ...(detail ? { detail } : {}), gas: 0n, class: 'D0' })
    child.kill()
  }
  const decoder = new TextDecoder()
  let log = ''
  let isOver = false
  const addLog = (text: string) => {
    if (isOver) return
    log += text
    if (text !== '') options.onLog?.(text)
  }
  child.submit(
    new TextEncoder().encode(JSON.stringify(jobHeaderOf(job))),
    job.module,
    job.input,
    {
      onLog: (bytes) => addLog(decoder.decode(bytes, { stream: true })),
      onResult(header, output) {
        const result = readChildResult(header, job.limits.gas)
        if (result === undefined) return fail('RUNTIME_CHILD_MISBEHAVED', 'an answer that makes no sense')
        const { memoryBytes, reason, detail, exitCode, ...rest } = result
        ending.resolve({
          ...rest,
          ...(reason === undefined ? {} : { reason }),
          ...(detail === undefined ? {} : { detail }),
          ...(exitCode === undefined ? {} : { exitCode }),
          output: result.outcome === 'ok' ? output : NO_BYTES,
          peakMemoryBytes: memoryBytes,
        })
      },
      onEnd({ misbehaved, stderr, code, signal }) {
        if (misbehaved) fail('RUNTIME_CHILD_MISBEHAVED', 'it broke its own protocol')
        else fail(reasonOfDeath(stderr), stderr || `ended with ${code ?? signal}`)
      },
    },
    job.limits,
  )
  options.onStart?.()
  const cpu = limitCpu(child.pid, options.cpuShare ?? 1)
  const { wallMs } = job.limits
  const checkTime = () => {
    const paused = cpu.pausedMs()
    const leftMs = wallMs - (performance.now() - startedAt - Math.min(paused, MOST_PAUSED_MS))
    if (leftMs > 0) timer = setTimeout(checkTime, Math.ceil(leftMs))
    else fail('RUNTIME_OUT_OF_TIME', `${wallMs} ms${paused > MOST_PAUSED_MS ? ' and its pauses' : ''}`)
  }
  let timer = setTimeout(checkTime, wallMs)
  const stopWatching = watchMemory(child.pid, job.limits.memoryBytes, () =>
    fail('RUNTIME_HOST_MEMORY', 'of its process'),
  )
  const onAbort = () => fail('RUNTIME_CANCELLED')
  options.signal?.addEventListener('abort', onAbort, { once: true })
  if (options.signal?.aborted) onAbort()
  try {
    const end = await ending.promise
    const durationMs = performance.now() - startedAt - cpu.pausedMs()
    addLog(decoder.decode())
    isOver = true
    return receiptOf(job, end, log, durationMs)
  } finally {
    clearTimeout(timer)
    cpu.stop()
    stopWatching()
    options.signal?.removeEventListener('abort', onAbort)
  }
}

/** The receipt of a job that never reached a sandbox. */
export function refusedReceipt(job: RunJob, reason: RuntimeReasonCode, detail?: string): RunReceipt {
  return receiptOf(
    job,
    { outcome: 'failed', reason, ...(detail ? { detail } : {}), gas: 0n, class: 'D0' },
    '',
    0,
  )
}

function receiptOf(job: RunJob, end: Ending, log: string, durationMs: number): RunReceipt {
  const { output = NO_BYTES, peakMemoryBytes = 0, ...rest } = end
  return {
    ...rest,
    output,
    log,
    moduleHash: hashOf(job.module),
    inputHash: hashOf(job.input),
    outputHash: hashOf(output),
    durationMs,
    peakMemoryBytes,
  }
}

function hashOf(bytes: Uint8Array): Hex {
  return `0x${createHash('sha256').update(bytes).digest('hex')}`
}

function reasonOfDeath(stderr: string): RuntimeReasonCode {
  return /ERR_WORKER_OUT_OF_MEMORY|out of memory|OOM/i.test(stderr)
    ? 'RUNTIME_HOST_MEMORY'
    : 'RUNTIME_CHILD_DIED'
}
