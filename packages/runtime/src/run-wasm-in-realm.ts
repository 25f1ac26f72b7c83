import { AppError, isAppError, toAppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import type { RuntimeReasonCode } from '@network3/core/runtime-reasons'
import { hexToBytes } from '@noble/hashes/utils.js'
import { CALL_DEPTH, type RunLimits } from './limits.ts'
import type { RealmResult } from './run-job.ts'
import { createWasi } from './wasi/create-wasi.ts'
import { createGuestMemory } from './wasi/guest-memory.ts'
import { RunStop } from './wasi/run-stop.ts'
import { PREPARED_EXPORTS, TRAP } from './wasm/injected.ts'
import { rewriteModule } from './wasm/rewrite-module.ts'
import { WASI_MODULE } from './wasm/wasi-signatures.ts'

export type RealmJob = {
  module: Uint8Array
  input: Uint8Array
  args: readonly string[]
  seed: Hex
  clockMs: number
  limits: Pick<RunLimits, 'memoryBytes' | 'gas' | 'outputBytes' | 'logBytes'>
}

type Prepared = {
  entry: () => void
  memory: WebAssembly.Memory
  gas: WebAssembly.Global
  trap: WebAssembly.Global
}

/**
 * Prepares and runs a program to its end, in this realm and on this thread: call it in a worker that holds nothing
 * but this job. Never throws. The result is a function of the job alone, host faults apart.
 */
export function runWasmInRealm(job: RealmJob, onLog: (bytes: Uint8Array) => void): RealmResult {
  let prepared: Prepared | undefined
  const charge = (gas: number) => {
    if (prepared === undefined) throw new AppError('INTERNAL', 'a host function was called before the start')
    const left = (prepared.gas.value as bigint) - BigInt(Math.ceil(gas))
    prepared.gas.value = left
    if (left < 0n) throw new RunStop({ reason: 'RUNTIME_OUT_OF_GAS' })
  }
  const wasi = createWasi({
    ...job,
    seed: hexToBytes(job.seed.slice(2)),
    outputBytes: job.limits.outputBytes,
    logBytes: job.limits.logBytes,
    onLog,
    charge,
    memory: () => createGuestMemory(prepared?.memory ?? new WebAssembly.Memory({ initial: 0 })),
  })
  const end = (reason: RuntimeReasonCode | undefined, detail?: string, exitCode?: number): RealmResult => {
    const left = (prepared?.gas.value as bigint | undefined) ?? job.limits.gas
    return {
      outcome: reason === undefined ? 'ok' : 'failed',
      ...(reason === undefined ? {} : { reason }),
      ...(detail === undefined ? {} : { detail }),
      ...(exitCode === undefined ? {} : { exitCode }),
      output: reason === undefined ? wasi.output() : new Uint8Array(0),
      gas: job.limits.gas - (left < 0n ? 0n : left),
      class: 'D0',
      memoryBytes: prepared?.memory.buffer.byteLength ?? 0,
    }
  }
  try {
    prepared = instantiate(job, wasi.imports)
    prepared.gas.value = job.limits.gas
    prepared.entry()
    return end(undefined, undefined, 0)
  } catch (error) {
    if (error instanceof RunStop) {
      if (error.reason !== undefined) return end(error.reason)
      return end(error.exitCode === 0 ? undefined : 'RUNTIME_EXIT_NONZERO', undefined, error.exitCode)
    }
    return end(reasonOfTrap(error, prepared), toAppError(error).message)
  }
}

function instantiate(job: RealmJob, imports: Record<string, (...args: never[]) => number>): Prepared {
  const bytes = rewriteModule(job.module, { memoryBytes: job.limits.memoryBytes, callDepth: CALL_DEPTH })
  const instance = new WebAssembly.Instance(compile(bytes), {
    [WASI_MODULE]: imports as WebAssembly.ModuleImports,
  })
  return {
    entry: instance.exports[PREPARED_EXPORTS.entry] as () => void,
    memory: instance.exports[PREPARED_EXPORTS.memory] as WebAssembly.Memory,
    gas: instance.exports[PREPARED_EXPORTS.gas] as WebAssembly.Global,
    trap: instance.exports[PREPARED_EXPORTS.trap] as WebAssembly.Global,
  }
}

function compile(bytes: Uint8Array): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>)
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new AppError('RUNTIME_MODULE_MALFORMED', toAppError(error).message, { cause: error })
  }
}

/** From what was thrown and what the injected globals say; engines word traps differently, so words decide nothing. */
function reasonOfTrap(error: unknown, prepared: Prepared | undefined): RuntimeReasonCode {
  if (isAppError(error) && error.code.startsWith('RUNTIME_')) return error.code as RuntimeReasonCode
  if (prepared !== undefined) {
    if (prepared.trap.value === TRAP.depth) return 'RUNTIME_CALL_TOO_DEEP'
    if (prepared.trap.value === TRAP.hostMemory) return 'RUNTIME_HOST_MEMORY'
    if ((prepared.gas.value as bigint) < 0n) return 'RUNTIME_OUT_OF_GAS'
  }
  if (error instanceof RangeError)
    return prepared === undefined ? 'RUNTIME_HOST_MEMORY' : 'RUNTIME_HOST_STACK'
  if (error instanceof WebAssembly.RuntimeError) return 'RUNTIME_TRAPPED'
  return 'RUNTIME_HOST_STACK'
}
