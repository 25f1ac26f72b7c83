import { buildWat } from '../../scripts/build-wat.ts'
import type { RunLimits } from '../limits.ts'
import type { RealmResult, RunJob } from '../run-job.ts'
import { runWasmInRealm } from '../run-wasm-in-realm.ts'
import { runJobOf } from './run-job-of.ts'

const WASI = `
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock_time_get (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))`

/**
 * A program from its text. It may call $fd_read, $fd_write, $random_get, $clock_time_get and $proc_exit, and
 * `$say pointer length` writes to standard output with a vector at 65520 of its one page of memory.
 */
export function programOf(text: string, memory = '1 1'): Uint8Array {
  return buildWat(`(module ${WASI} (memory (export "memory") ${memory})
    (func $say (param $pointer i32) (param $length i32)
      (i32.store (i32.const 65520) (local.get $pointer))
      (i32.store (i32.const 65524) (local.get $length))
      (drop (call $fd_write (i32.const 1) (i32.const 65520) (i32.const 1) (i32.const 65528))))
    ${text})`)
}

/** Runs a module on this thread, prepared, with the defaults of the house. */
export function runHere(
  module: Uint8Array,
  rest: Partial<Omit<RunJob, 'limits'>> & { limits?: Partial<RunLimits> } = {},
): RealmResult & { log: string } {
  let log = ''
  const job = runJobOf(module, rest)
  const onLog = (bytes: Uint8Array) => {
    log += new TextDecoder().decode(bytes)
  }
  return { ...runWasmInRealm({ ...job, args: job.args ?? [] }, onLog), log }
}
