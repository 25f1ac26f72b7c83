import { AppError } from '@network3/core/app-error'
import type { Hex } from '@network3/core/hex'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { rewriteModule } from './wasm/rewrite-module.ts'

export type PrepareLimits = {
  /** The program's memory can never grow beyond it; a multiple of 64 KiB is used. */
  memoryBytes: number
  /** Nested calls, in frames of at most 16 values: CALL_DEPTH wherever results are compared. */
  callDepth: number
}

export type PreparedModule = {
  bytes: Uint8Array
  /** SHA-256 of the original module, the name of the program in jobs and receipts. */
  hash: Hex
}

/**
 * The only way into the sandbox. Refuses what the network does not run (AppError with a RuntimeRefusalCode and the
 * offending thing as its message) and rewrites the rest, so that it is metered, bounded, and computes the same bits
 * on every machine. Pure: equal bytes and limits give equal bytes, in Node.js and in a browser.
 */
export function prepareModule(bytes: Uint8Array, limits: PrepareLimits): PreparedModule {
  const prepared = rewriteModule(bytes, limits)
  const source = prepared as Uint8Array<ArrayBuffer>
  if (!WebAssembly.validate(source))
    throw new AppError('RUNTIME_MODULE_MALFORMED', 'its instructions do not type-check')
  return { bytes: prepared, hash: `0x${bytesToHex(sha256(bytes))}` }
}
