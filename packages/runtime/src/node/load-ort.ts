import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { pinOrt } from '../ort-build.ts'
import type { Ort } from '../run-onnx-in-realm.ts'

/** The pinned build of onnxruntime-web, from where it is installed. */
export async function loadOrt(): Promise<Ort> {
  const file = new URL(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'))
  const [ort, wasm] = await Promise.all([import('onnxruntime-web/wasm'), readFile(file)])
  return pinOrt(ort, wasm, createHash('sha256').update(wasm).digest('hex'))
}
