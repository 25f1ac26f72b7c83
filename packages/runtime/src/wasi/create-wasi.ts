import { wasiSignatures } from '../wasm/wasi-signatures.ts'
import { createCappedSink } from './capped-sink.ts'
import { ERRNO } from './errno.ts'
import type { GuestMemory } from './guest-memory.ts'
import { pollAtOnce } from './poll-at-once.ts'
import { RunStop } from './run-stop.ts'
import { createSeededRandom } from './seeded-random.ts'
import { createStreams } from './streams.ts'

export type WasiOptions = {
  input: Uint8Array
  args: readonly string[]
  seed: Uint8Array
  clockMs: number
  outputBytes: number
  logBytes: number
  /** Each piece of standard error that was kept, as it is written. */
  onLog: (bytes: Uint8Array) => void
  /** Takes gas, and throws RunStop when there is none left. */
  charge: (gas: number) => void
  /** Of the instance, once there is one. */
  memory: () => GuestMemory
}

export type Wasi = {
  imports: Record<string, (...args: never[]) => number>
  output(): Uint8Array
}

const GAS_PER_CALL = 500
const GAS_PER_RANDOM_BYTE = 128

/**
 * WASI preview 1 without a world: input, output, log, arguments, a clock that stands still, random numbers from a
 * seed. No files, directories, sockets or environment; asked for those, it answers as the standard says.
 * (github.com/WebAssembly/WASI, phases/snapshot/witx.) Every answer depends on the job alone.
 */
export function createWasi(options: WasiOptions): Wasi {
  const output = createCappedSink(options.outputBytes)
  const log = createCappedSink(options.logBytes)
  const random = createSeededRandom(options.seed)
  const clockNs = BigInt(Math.trunc(options.clockMs)) * 1_000_000n
  const streams = createStreams({
    input: options.input,
    memory: options.memory,
    charge: options.charge,
    write(descriptor, bytes) {
      if (descriptor === 1) {
        if (output.write(bytes) < bytes.length) throw new RunStop({ reason: 'RUNTIME_OUTPUT_TOO_LARGE' })
        return
      }
      const kept = log.write(bytes)
      if (kept > 0) options.onLog(bytes.slice(0, kept))
    },
  })
  const strings = createStringTable(options.args, options.memory)
  const none = createStringTable([], options.memory)

  const own: Record<string, (...args: never[]) => number> = {
    ...streams,
    args_get: strings.get,
    args_sizes_get: strings.sizes,
    environ_get: none.get,
    environ_sizes_get: none.sizes,
    clock_res_get: (clock: number, pointer: number) =>
      clock >>> 0 > 3 ? ERRNO.inval : done(options.memory().setU64(pointer, 1_000_000n)),
    clock_time_get: (clock: number, _precision: bigint, pointer: number) =>
      clock >>> 0 > 3 ? ERRNO.inval : done(options.memory().setU64(pointer, clockNs)),
    random_get(pointer: number, length: number) {
      options.charge((length >>> 0) * GAS_PER_RANDOM_BYTE)
      const target = options.memory().range(pointer, length)
      if (target !== undefined) random(target)
      return done(target !== undefined)
    },
    sched_yield: () => ERRNO.success,
    poll_oneoff: (from: number, to: number, count: number, done: number) => {
      options.charge((count >>> 0) * GAS_PER_CALL)
      return pollAtOnce(options.memory(), from, to, count >>> 0, done)
    },
    proc_exit(code: number) {
      throw new RunStop({ exitCode: code })
    },
    proc_raise: () => ERRNO.nosys,
  }
  const imports: Wasi['imports'] = {}
  for (const [name, signature] of Object.entries(wasiSignatures)) {
    const call = own[name] as ((...args: unknown[]) => number) | undefined
    const refusal = refusalOf(name)
    imports[name] = (...args: unknown[]) => {
      options.charge(GAS_PER_CALL)
      return call === undefined ? refusal(Number(args[0])) : call(...args.slice(0, signature.params.length))
    }
  }
  return { imports, output: output.bytes }
}

/** 0, 1 and 2 are open, but neither directories nor sockets nor files; nothing else is open at all. */
function refusalOf(name: string): (descriptor: number) => number {
  const kind = name.startsWith('path_')
    ? ERRNO.notdir
    : name.startsWith('sock_')
      ? ERRNO.notsock
      : ERRNO.notsup
  return (descriptor) => (descriptor >>> 0 <= 2 ? kind : ERRNO.badf)
}

function done(written: boolean): number {
  return written ? ERRNO.success : ERRNO.fault
}

/** How WASI hands over lists of strings: argv, and an environment that is empty. */
function createStringTable(values: readonly string[], memory: () => GuestMemory) {
  const encoded = values.map((value) => new TextEncoder().encode(`${value}\0`))
  const total = encoded.reduce((sum, bytes) => sum + bytes.length, 0)
  return {
    sizes: (countPointer: number, sizePointer: number) =>
      done(memory().setU32(countPointer, encoded.length) && memory().setU32(sizePointer, total)),
    get(listPointer: number, textPointer: number) {
      let at = textPointer
      for (const [index, bytes] of encoded.entries()) {
        const target = memory().range(at, bytes.length)
        if (target === undefined || !memory().setU32(listPointer + index * 4, at)) return ERRNO.fault
        target.set(bytes)
        at += bytes.length
      }
      return ERRNO.success
    },
  }
}
