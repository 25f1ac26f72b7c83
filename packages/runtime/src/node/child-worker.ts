// The thread a job runs on, inside the sandbox process.
import { parentPort } from 'node:worker_threads'
import type { RealmResult, RunJob } from '../run-job.ts'
import { runOnnxInRealm } from '../run-onnx-in-realm.ts'
import { runWasmInRealm } from '../run-wasm-in-realm.ts'
import { disarmRealm } from './disarm-realm.ts'
import { loadOrt } from './load-ort.ts'

/** A job's header as JSON carries it: gas in decimal. */
export type JobHeader = Omit<RunJob, 'module' | 'input' | 'limits' | 'args'> & {
  args: string[]
  limits: { memoryBytes: number; gas: string; outputBytes: number; logBytes: number }
}
export type ToWorker = { header: JobHeader; module: Uint8Array; input: Uint8Array }
export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'log'; bytes: Uint8Array }
  | { kind: 'result'; result: Omit<RealmResult, 'output' | 'gas'> & { gas: string }; output: Uint8Array }

const port = parentPort
if (port === null) throw new Error('only as a worker')
const say = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)

async function run({ header, module, input }: ToWorker): Promise<RealmResult> {
  const job = { ...header, module, input, limits: { ...header.limits, gas: BigInt(header.limits.gas) } }
  if (job.kind === 'onnx') return runOnnxInRealm(job, loadOrt)
  return runWasmInRealm(job, (bytes) => say({ kind: 'log', bytes }))
}

port.once('message', async (message: ToWorker) => {
  disarmRealm()
  const { output, gas, ...result } = await run(message)
  const own = output.slice()
  say({ kind: 'result', result: { ...result, gas: String(gas) }, output: own }, [own.buffer])
})
say({ kind: 'ready' })
