import { createWasi } from '../wasi/create-wasi.ts'
import { createGuestMemory } from '../wasi/guest-memory.ts'
import { RunStop } from '../wasi/run-stop.ts'

/** What a module writes when the engine runs it as it is; undefined when it traps. The reference of prepare. */
export function runUnprepared(
  module: Uint8Array,
  input: Uint8Array = new Uint8Array(0),
): Uint8Array | undefined {
  const held: { memory?: WebAssembly.Memory } = {}
  const wasi = createWasi({
    input,
    args: [],
    seed: new Uint8Array(32).fill(0x5a),
    clockMs: 1_767_225_600_000,
    outputBytes: 2 ** 23,
    logBytes: 0,
    onLog: () => undefined,
    charge: () => undefined,
    memory: () => createGuestMemory(held.memory ?? new WebAssembly.Memory({ initial: 0 })),
  })
  const imports = { wasi_snapshot_preview1: wasi.imports as WebAssembly.ModuleImports }
  const compiled = new WebAssembly.Module(module as Uint8Array<ArrayBuffer>)
  try {
    const instance = new WebAssembly.Instance(compiled, imports)
    held.memory = instance.exports.memory as WebAssembly.Memory
    ;(instance.exports._start as () => void)()
    return wasi.output()
  } catch (error) {
    if (error instanceof RunStop && error.exitCode === 0) return wasi.output()
    return undefined
  }
}
