import type { RuntimeReasonCode } from '@network3/core/runtime-reasons'
import { buildWat } from '../../../scripts/build-wat.ts'
import type { RunLimits } from '../../limits.ts'
import { wasiSignatures } from '../../wasm/wasi-signatures.ts'
import { ESCAPED, type EscapeClass } from './escape-classes.ts'

export type ProgramAttempt = {
  class: EscapeClass
  name: string
  module: Uint8Array
  /** Of a model; a program gets none. */
  kind?: 'onnx'
  input?: Uint8Array
  limits?: Partial<RunLimits>
  /** Run before it, as a job of somebody else. */
  after?: Uint8Array
  /** How it has to end; without it, that it did not get anywhere is enough. */
  ends?: RuntimeReasonCode
}

const NAMES: Record<number, string> = { 127: 'i32', 126: 'i64' }
const imports = Object.entries(wasiSignatures)
  .map(([name, { params, results }]) => {
    const list = (types: readonly number[]) => types.map((type) => NAMES[type]).join(' ')
    return `(import "wasi_snapshot_preview1" "${name}" (func $${name} (param ${list(params)}) (result ${list(results)})))`
  })
  .join('\n')
  .replaceAll('(result )', '')

/** A program with all of WASI at hand. `$escaped` writes ESCAPED; `$unless code` does when its argument is 0. */
export function hostile(text: string, start: string, memory = '2'): Uint8Array {
  return buildWat(`(module ${imports}
    (memory (export "memory") ${memory})
    (data (i32.const 65000) "\\f4\\fd\\00\\00\\07\\00\\00\\00\\00\\00\\00\\00${ESCAPED}")
    (func $escaped (drop (call $fd_write (i32.const 1) (i32.const 65000) (i32.const 1) (i32.const 65008))))
    (func $unless (param $errno i32) (if (i32.eqz (local.get $errno)) (then (call $escaped))))
    ${text}
    (func (export "_start") ${start}))`)
}

/** A module of one's own making: everything in it is said, and its _start would write ESCAPED. */
export function raw(fields: string): Uint8Array {
  return buildWat(`(module
    (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
    ${fields}
    (data (i32.const 0) "\\0c\\00\\00\\00\\07\\00\\00\\00\\00\\00\\00\\00${ESCAPED}")
    (func (export "_start") (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))`)
}
