import { rmSync } from 'node:fs'
import { toAppError } from '@network3/core/app-error'
import type { RuntimeReasonCode } from '@network3/core/runtime-reasons'
import { DEFAULT_LIMITS } from '../limits.ts'
import type { RunJob, RunReceipt } from '../run-job.ts'
import { buildSandboxProgram, type SandboxProgram } from './build-sandbox-program.ts'
import { type RunOptions, refusedReceipt, runInChild } from './run-in-child.ts'
import { type SandboxChild, startChild } from './start-child.ts'

export type ExecutorOptions = {
  /** Where the sandbox's program is put while the executor is open. Default: the system's temporary folder. */
  cacheDir?: string
  /** Jobs at a time; more wait their turn. Default 1. */
  maxConcurrent?: number
  /** Sandbox processes kept started and waiting, about 45 MB each. Default 1; 0 makes each job wait for a start. */
  spares?: number
  /** 0 to 19: how much jobs yield to everything else on the machine. Default 10. */
  nice?: number
  /** Of one core, 0 to 1, what a job that starts now may use; asked for each. Default 1. */
  cpuShare?: () => number
}

export type Executor = {
  /** Never rejects: whatever happens to a job is in its receipt. */
  run(job: RunJob, options?: RunOptions): Promise<RunReceipt>
  /** Resolves when a sandbox is waiting; rejects (RUNTIME_UNAVAILABLE in words) when none can be started. */
  warm(): Promise<void>
  /** Cancels what runs, ends all processes and waits for them. */
  close(): Promise<void>
}

/**
 * Runs rented jobs, each in a process of its own that nothing of another job was ever in. The next process is started
 * while one works, so that a job need not wait for it.
 */
export function createExecutor(options: ExecutorOptions = {}): Executor {
  const { maxConcurrent = 1, spares = 1, nice = 10, cpuShare = () => 1 } = options
  let program: SandboxProgram | undefined
  const removeProgram = () => {
    if (program !== undefined) rmSync(program.folder, { recursive: true, force: true })
  }
  process.once('exit', removeProgram)
  const waiting: SandboxChild[] = []
  const alive = new Set<SandboxChild>()
  const queue: (() => void)[] = []
  let running = 0
  const closing = new AbortController()

  const start = (program: SandboxProgram): SandboxChild => {
    const child = startChild({ nice, program })
    alive.add(child)
    child.ended.then(() => {
      alive.delete(child)
      const index = waiting.indexOf(child)
      if (index !== -1) waiting.splice(index, 1)
    })
    return child
  }
  const refill = (program: SandboxProgram) => {
    while (!closing.signal.aborted && waiting.length < spares) waiting.push(start(program))
  }
  let built: Promise<SandboxProgram> | undefined
  /** Written once; what went wrong is tried again by the next job. */
  const build = (): Promise<SandboxProgram> => {
    built ??= buildSandboxProgram(options.cacheDir).then(
      (written) => {
        program = written
        return written
      },
      (error: unknown) => {
        built = undefined
        throw error
      },
    )
    return built
  }
  /** False when the job was cancelled while it waited: then it has no turn to pass on. */
  const takeTurn = async (signal: AbortSignal): Promise<boolean> => {
    if (signal.aborted) return false
    if (running < maxConcurrent) {
      running += 1
      return true
    }
    const turn = Promise.withResolvers<boolean>()
    const take = () => turn.resolve(true)
    const leave = () => {
      const index = queue.indexOf(take)
      if (index === -1) return
      queue.splice(index, 1)
      turn.resolve(false)
    }
    queue.push(take)
    signal.addEventListener('abort', leave, { once: true })
    const taken = await turn.promise
    signal.removeEventListener('abort', leave)
    return taken
  }
  const passTurn = () => {
    const next = queue.shift()
    if (next === undefined) running -= 1
    else next()
  }
  const dispatch = async (job: RunJob, runOptions: RunOptions): Promise<RunReceipt> => {
    let child: SandboxChild | undefined
    try {
      const program = await build()
      closing.signal.throwIfAborted()
      child = waiting.shift() ?? start(program)
      await child.ready
      const receipt = runInChild(child, job, runOptions)
      refill(program)
      return receipt
    } catch (error) {
      child?.kill()
      return refusedReceipt(
        job,
        closing.signal.aborted ? 'RUNTIME_CANCELLED' : 'RUNTIME_UNAVAILABLE',
        toAppError(error).message,
      )
    }
  }
  // Whoever needs it hears what went wrong.
  build().then(refill, () => undefined)
  return {
    async run(job, runOptions = {}) {
      const refusal = refuse(job)
      if (refusal !== undefined) return refusedReceipt(job, ...refusal)
      const signals = [closing.signal, ...(runOptions.signal ? [runOptions.signal] : [])]
      const signal = AbortSignal.any(signals)
      if (!(await takeTurn(signal))) return refusedReceipt(job, 'RUNTIME_CANCELLED')
      try {
        return await dispatch(job, { cpuShare: cpuShare(), ...runOptions, signal })
      } finally {
        passTurn()
      }
    },
    async warm() {
      refill(await build())
      await waiting[0]?.ready
    },
    async close() {
      closing.abort()
      await built?.catch(() => undefined)
      const children = [...alive]
      for (const child of children) child.kill()
      await Promise.all(children.map((child) => child.ended))
      process.off('exit', removeProgram)
      removeProgram()
    },
  }
}

/** What needs no sandbox to see. */
function refuse(job: RunJob): [RuntimeReasonCode, string] | undefined {
  const { module, limits } = job
  if (module.length > limits.moduleBytes)
    return ['RUNTIME_MODULE_TOO_LARGE', `${module.length} of ${limits.moduleBytes} bytes`]
  if (!/^0x[0-9a-f]{64}$/i.test(job.seed)) return ['RUNTIME_INPUT_INVALID', 'the seed is not 32 bytes']
  if (job.input.length > MAX_INPUT_BYTES)
    return ['RUNTIME_INPUT_INVALID', `an input over ${MAX_INPUT_BYTES} bytes`]
  return undefined
}
/** Also the room the process is given besides the program's memory. */
const MAX_INPUT_BYTES = DEFAULT_LIMITS.memoryBytes / 4
