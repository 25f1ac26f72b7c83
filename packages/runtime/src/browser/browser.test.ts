import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { decodeTensors, encodeTensors } from '@network3/core/tensors/tensor-container'
import { expect, test } from 'vitest'
import { buildWat } from '../../scripts/build-wat.ts'
import { hashChainInput, hashChainOutput } from '../jobs/hash-chain.ts'
import { loadExampleJob } from '../jobs/load-example-job.ts'
import { integerModel } from '../testing/example-models.ts'
import { runJobOf } from '../testing/run-job-of.ts'
import { runHere } from '../testing/run-wat.ts'
import { createBrowserExecutor, type JobWorker } from './create-browser-executor.ts'

/** A browser's Worker over a thread of Node.js: the same file runs in it, with the same two globals. */
function createWorker(): JobWorker {
  const worker = new Worker(new URL('../testing/browser-like-worker.ts', import.meta.url), { env: {} })
  return {
    postMessage: (message) => worker.postMessage(message),
    addEventListener(type: 'message' | 'error', listener: (event: never) => void) {
      if (type === 'message') worker.on('message', (data) => listener({ data } as never))
      else worker.on('error', (error) => listener(error as never))
    },
    terminate: () => void worker.terminate(),
  }
}
const loadOrtWasm = () =>
  readFile(new URL(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')))
const executor = createBrowserExecutor({ createWorker, loadOrtWasm })

/** Every module reachable from `file`, and every package any of them imports for its values. */
function importsOf(file: URL, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(file.pathname)) return seen
  const source = readFileSync(file, 'utf8')
  const found = [...source.matchAll(/^(?:import|\} from|export \{[^}]*\} from)(?! type).*?'([^']+)'$/gm)]
  const names = [...found, ...source.matchAll(/import\('([^']+)'\)/g)].map((match) => match[1] ?? '')
  seen.set(
    file.pathname,
    names.filter((name) => !name.startsWith('.')),
  )
  for (const name of names.filter((name) => name.startsWith('.'))) importsOf(new URL(name, file), seen)
  return seen
}

test.each(['job-worker.ts', 'create-browser-executor.ts', '../prepare.ts', '../run-wasm-in-realm.ts'])(
  '%s needs nothing of Node.js',
  (path) => {
    const modules = importsOf(new URL(path, import.meta.url))
    expect(modules.size).toBeGreaterThan(1)
    for (const used of [...modules.values()].flat())
      expect(used).toMatch(/^(@noble\/hashes\/|@network3\/core\/|onnxruntime-web\/wasm$)/)
    for (const module of modules.keys())
      expect(readFileSync(module, 'utf8')).not.toMatch(/\b(process|Buffer)\./)
  },
)

test('a job gives the receipt it gives elsewhere', async () => {
  const seed = new Uint8Array(8).fill(3)
  const job = runJobOf(await loadExampleJob('hash-chain'), { input: hashChainInput(seed, 300) })
  const receipt = await executor.run(job)
  expect(receipt).toMatchObject({ outcome: 'ok', output: hashChainOutput(seed, 300) })
  expect(receipt.gas).toBe(runHere(job.module, { input: job.input }).gas)
})

test('a model runs on the same pinned build', async () => {
  const input = encodeTensors([{ name: 'x', type: 'uint8', dims: [1, 3], data: Uint8Array.of(10, 20, 255) }])
  const receipt = await executor.run(runJobOf(integerModel(), { kind: 'onnx', input }))
  expect(receipt).toMatchObject({ outcome: 'ok', class: 'D1' })
  expect(decodeTensors(receipt.output)[0]?.data).toEqual(new Uint8Array(BigInt64Array.of(0n, 1391n).buffer))
})

test('a build of the runtime for models that is not the pinned one is refused', async () => {
  const other = createBrowserExecutor({ createWorker, loadOrtWasm: async () => new Uint8Array(8) })
  const input = encodeTensors([{ name: 'x', type: 'uint8', dims: [1, 3], data: Uint8Array.of(1, 2, 3) }])
  expect(await other.run(runJobOf(integerModel(), { kind: 'onnx', input }))).toMatchObject({
    outcome: 'failed',
    reason: 'RUNTIME_MODEL_FAILED',
  })
})

test('an endless loop ends with its time', async () => {
  const endless = buildWat('(module (memory 1) (func (export "_start") (loop (br 0))))')
  const receipt = await executor.run(runJobOf(endless, { limits: { wallMs: 700, gas: 2n ** 60n } }))
  expect(receipt).toMatchObject({ outcome: 'failed', reason: 'RUNTIME_OUT_OF_TIME' })
})
