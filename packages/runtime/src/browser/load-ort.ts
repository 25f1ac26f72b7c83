import { AppError } from '@network3/core/app-error'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { pinOrt } from '../ort-build.ts'
import type { Ort } from '../run-onnx-in-realm.ts'

/** The pinned build of onnxruntime-web. Its WebAssembly comes with the job: a worker without a network cannot ask. */
export async function loadOrt(wasm: Uint8Array | undefined): Promise<Ort> {
  if (wasm === undefined) throw new AppError('RUNTIME_UNAVAILABLE', 'this page has no runtime for models')
  return pinOrt(await import('onnxruntime-web/wasm'), wasm, bytesToHex(sha256(wasm)))
}
