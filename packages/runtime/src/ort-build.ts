import { AppError } from '@network3/core/app-error'
import type { Ort } from './run-onnx-in-realm.ts'

/** Of onnxruntime-web 1.30.0. A result of class D0 is one of exactly these bytes. */
const WASM_SHA256 = '3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2'

type OrtModule = Ort & { env: { wasm: { numThreads?: number; simd?: unknown; wasmBinary?: unknown } } }

/** Sets `ort` up as the pinned build: one thread, plain SIMD, and a WebAssembly file checked before use. */
export function pinOrt(ort: OrtModule, wasm: Uint8Array, sha256Hex: string): Ort {
  if (sha256Hex !== WASM_SHA256)
    throw new AppError('INTERNAL', `onnxruntime-web is not the pinned build: ${sha256Hex}`)
  ort.env.wasm.numThreads = 1
  ort.env.wasm.simd = 'fixed'
  ort.env.wasm.wasmBinary = new Uint8Array(wasm).buffer
  return ort
}
