import type { Hex } from '@network3/core/hex'
import type { RuntimeReasonCode } from '@network3/core/runtime-reasons'
import type { RunLimits } from './limits.ts'

export type RunJob = {
  kind: 'wasm' | 'onnx'
  /** The WebAssembly module, or the ONNX model. */
  module: Uint8Array
  /** Standard input of a program; a tensor container (README) for a model. */
  input: Uint8Array
  args?: string[]
  /** 32 bytes that the program's random numbers come from. */
  seed: Hex
  /** What the program's clocks show, in milliseconds since 1970. They stand still. */
  clockMs: number
  limits: RunLimits
}

/** Two runs of a job in class D0 or D1 give the same output, bit for bit, on every node. */
export type DeterminismClass = 'D0' | 'D1' | 'D2'

export type RunReceipt = {
  outcome: 'ok' | 'failed'
  /** Of a failed run; isHostFault tells the node's fault from the program's. */
  reason?: RuntimeReasonCode
  /** For people; never compared. */
  detail?: string
  exitCode?: number
  /** Standard output, or the resulting tensors; empty when failed. */
  output: Uint8Array
  /** Standard error, cut off at its limit. */
  log: string
  moduleHash: Hex
  inputHash: Hex
  outputHash: Hex
  /** All that was granted when it ran out; 0 when a host fault kept it from being counted. */
  gas: bigint
  class: DeterminismClass
  durationMs: number
  /** Linear memory at its largest; of a model, the bytes of its tensors and weights. */
  peakMemoryBytes: number
}

/** What a realm answers: a receipt without what its parent measures itself. */
export type RealmResult = Pick<
  RunReceipt,
  'outcome' | 'reason' | 'detail' | 'exitCode' | 'output' | 'gas' | 'class'
> & {
  memoryBytes: number
}
