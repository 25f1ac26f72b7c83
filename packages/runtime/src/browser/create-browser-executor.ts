import type { Hex } from '@network3/core/hex'
import type { RuntimeReasonCode } from '@network3/core/runtime-reasons'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type FromWorker, jobHeaderOf } from '../job-header.ts'
import type { RunJob, RunReceipt } from '../run-job.ts'
import type { ToBrowserWorker } from './job-worker.ts'

/** The part of a browser's Worker that is needed. */
export type JobWorker = {
  postMessage(message: ToBrowserWorker): void
  addEventListener(type: 'message', listener: (event: { data: FromWorker }) => void): void
  addEventListener(type: 'error', listener: (event: { message?: string }) => void): void
  terminate(): void
}

export type BrowserExecutorOptions = {
  /**
   * `() => new Worker(new URL('@network3/runtime/browser/job-worker', import.meta.url), {type: 'module'})`, in a frame
   * of another origin with `sandbox="allow-scripts"` and a policy of `connect-src 'none'`.
   */
  createWorker: () => JobWorker
  /** The file ort-wasm-simd-threaded.wasm of onnxruntime-web; without it, models are refused. */
  loadOrtWasm?: () => Promise<Uint8Array>
}
export type BrowserRunOptions = { signal?: AbortSignal; onLog?: (text: string) => void }

/**
 * Runs a job in a dedicated worker of a browser, as createExecutor does in Node.js: equal jobs give equal outputs and
 * equal gas in both. Never rejects. The worker is ended when the run is over, by itself or by its limits.
 */
export function createBrowserExecutor({ createWorker, loadOrtWasm }: BrowserExecutorOptions) {
  const run = async (job: RunJob, options: BrowserRunOptions = {}): Promise<RunReceipt> => {
    const startedAt = performance.now()
    const receipt = (
      end: Omit<RunReceipt, 'log' | 'durationMs' | 'moduleHash' | 'inputHash' | 'outputHash'>,
    ) => ({
      ...end,
      log,
      moduleHash: hashOf(job.module),
      inputHash: hashOf(job.input),
      outputHash: hashOf(end.output),
      durationMs: performance.now() - startedAt,
    })
    let log = ''
    const failed = (reason: RuntimeReasonCode, detail?: string): RunReceipt =>
      receipt({
        outcome: 'failed',
        reason,
        ...(detail ? { detail } : {}),
        output: new Uint8Array(0),
        gas: 0n,
        class: 'D0',
        peakMemoryBytes: 0,
      })
    if (job.module.length > job.limits.moduleBytes) return failed('RUNTIME_MODULE_TOO_LARGE')
    if (!/^0x[0-9a-f]{64}$/i.test(job.seed))
      return failed('RUNTIME_INPUT_INVALID', 'the seed is not 32 bytes')
    const ortWasm = job.kind === 'onnx' ? await loadOrtWasm?.() : undefined
    const worker = createWorker()
    const ended = Promise.withResolvers<RunReceipt>()
    const decoder = new TextDecoder()
    worker.addEventListener('message', ({ data }) => {
      if (data.kind === 'log') {
        const text = decoder.decode(data.bytes, { stream: true })
        log += text
        options.onLog?.(text)
      } else if (data.kind === 'result') {
        const { gas, memoryBytes, ...rest } = data.result
        ended.resolve(
          receipt({ ...rest, gas: BigInt(gas), output: data.output, peakMemoryBytes: memoryBytes }),
        )
      } else {
        const bytes = { module: job.module, input: job.input, ...(ortWasm ? { ortWasm } : {}) }
        worker.postMessage({ header: jobHeaderOf(job), ...bytes })
      }
    })
    worker.addEventListener('error', ({ message }) => ended.resolve(failed('RUNTIME_CHILD_DIED', message)))
    const timer = setTimeout(() => ended.resolve(failed('RUNTIME_OUT_OF_TIME')), job.limits.wallMs)
    const onAbort = () => ended.resolve(failed('RUNTIME_CANCELLED'))
    options.signal?.addEventListener('abort', onAbort, { once: true })
    if (options.signal?.aborted) onAbort()
    try {
      return await ended.promise
    } finally {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
      worker.terminate()
    }
  }
  return { run }
}

function hashOf(bytes: Uint8Array): Hex {
  return `0x${bytesToHex(sha256(bytes))}`
}
