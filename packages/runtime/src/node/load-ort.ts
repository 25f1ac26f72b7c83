import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { AppError } from '@network3/core/app-error'
import type { Ort } from '../run-onnx-in-realm.ts'

/** Of onnxruntime-web 1.30.0. A result of class D0 is one of exactly these bytes. */
const WASM_SHA256 = '3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2'

/** The pinned build of onnxruntime-web: one thread, plain SIMD, and a WebAssembly file checked before use. */
export async function loadOrt(): Promise<Ort> {
  const file = new URL(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'))
  const [ort, wasm] = await Promise.all([import('onnxruntime-web/wasm'), readFile(file)])
  const hash = createHash('sha256').update(wasm).digest('hex')
  if (hash !== WASM_SHA256) throw new AppError('INTERNAL', `onnxruntime-web is not the pinned build: ${hash}`)
  ort.env.wasm.numThreads = 1
  ort.env.wasm.simd = 'fixed'
  ort.env.wasm.wasmBinary = new Uint8Array(wasm).buffer
  return ort
}
