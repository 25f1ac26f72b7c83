import type { FromWorker, ToWorker } from './job-header.ts'
import { type Ort, runOnnxInRealm } from './run-onnx-in-realm.ts'
import { runWasmInRealm } from './run-wasm-in-realm.ts'

const MAX_DETAIL = 500

/** Runs the one job of this worker and gives the message that ends it. */
export async function runJobInRealm(
  { header, module, input }: ToWorker,
  onLog: (bytes: Uint8Array) => void,
  loadOrt: () => Promise<Ort>,
): Promise<Extract<FromWorker, { kind: 'result' }>> {
  const job = { ...header, module, input, limits: { ...header.limits, gas: BigInt(header.limits.gas) } }
  const ended = job.kind === 'onnx' ? await runOnnxInRealm(job, loadOrt) : runWasmInRealm(job, onLog)
  const { output, gas, detail, ...rest } = ended
  const result = { ...rest, ...(detail ? { detail: detail.slice(0, MAX_DETAIL) } : {}), gas: String(gas) }
  return { kind: 'result', result, output: output.slice() }
}
