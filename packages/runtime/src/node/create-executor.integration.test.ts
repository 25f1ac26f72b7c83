import { createHash } from 'node:crypto'
import { decodeTensors, encodeTensors } from '@network3/core/tensors/tensor-container'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWat } from '../../scripts/build-wat.ts'
import { hashChainInput, hashChainOutput } from '../jobs/hash-chain.ts'
import { loadExampleJob } from '../jobs/load-example-job.ts'
import { integerModel } from '../testing/example-models.ts'
import { runJobOf } from '../testing/run-job-of.ts'
import { createExecutor, type Executor } from './create-executor.ts'

let executor: Executor
beforeAll(async () => {
  executor = createExecutor({ maxConcurrent: 2 })
  await executor.warm()
})
afterAll(() => executor.close())

const hash = (bytes: Uint8Array) => `0x${createHash('sha256').update(bytes).digest('hex')}`
const seed = Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1)
const endless = buildWat('(module (memory 1) (func (export "_start") (loop (br 0))))')

test('a job runs in a process of its own, and its receipt names what ran', async () => {
  const module = await loadExampleJob('hash-chain')
  const input = hashChainInput(seed, 500)
  const receipt = await executor.run(runJobOf(module, { input }))
  const output = hashChainOutput(seed, 500)
  expect(receipt).toMatchObject({ outcome: 'ok', exitCode: 0, class: 'D0', output, log: '' })
  expect(receipt).toMatchObject({
    moduleHash: hash(module),
    inputHash: hash(input),
    outputHash: hash(output),
    peakMemoryBytes: 65_536,
  })
})

test('equal jobs use equal gas, side by side', async () => {
  const job = runJobOf(await loadExampleJob('hash-chain'), { input: hashChainInput(seed, 2_000) })
  const receipts = await Promise.all([executor.run(job), executor.run(job), executor.run(job)])
  expect(new Set(receipts.map((receipt) => receipt.gas)).size).toBe(1)
  expect(receipts[0]?.gas).toBeGreaterThan(2_000n * 64n)
})

test('an endless loop ends with its gas', async () => {
  const receipt = await executor.run(runJobOf(endless, { limits: { gas: 50_000_000n } }))
  expect(receipt).toMatchObject({ outcome: 'failed', reason: 'RUNTIME_OUT_OF_GAS', gas: 50_000_000n })
})

test('an endless loop ends with its time', async () => {
  const receipt = await executor.run(runJobOf(endless, { limits: { wallMs: 300, gas: 2n ** 60n } }))
  expect(receipt).toMatchObject({
    outcome: 'failed',
    reason: 'RUNTIME_OUT_OF_TIME',
    output: new Uint8Array(0),
  })
  expect(receipt.durationMs).toBeLessThan(1_500)
})

test('a run that is cancelled ends at once', async () => {
  const controller = new AbortController()
  const job = runJobOf(endless, { limits: { gas: 2n ** 60n } })
  const receipt = await executor.run(job, { signal: controller.signal, onStart: () => controller.abort() })
  expect(receipt).toMatchObject({ outcome: 'failed', reason: 'RUNTIME_CANCELLED' })
})

test('what is written to standard error is there while the job runs', async () => {
  const module = buildWat(`(module
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (memory 1) (data (i32.const 0) "\\08\\00\\00\\00\\05\\00\\00\\00hello")
    (func (export "_start")
      (drop (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 16))) (loop (br 0))))`)
  const controller = new AbortController()
  let heard = ''
  const receipt = await executor.run(runJobOf(module, { limits: { gas: 2n ** 60n } }), {
    signal: controller.signal,
    onLog(text) {
      heard += text
      if (heard === 'hello') controller.abort()
    },
  })
  expect(receipt).toMatchObject({ reason: 'RUNTIME_CANCELLED', log: 'hello' })
})

test('a job that waits its turn is cancelled at once, and closing cancels the others', async () => {
  const one = createExecutor({ spares: 0 })
  const job = runJobOf(endless, { limits: { gas: 2n ** 60n } })
  const controller = new AbortController()
  const started = Promise.withResolvers<void>()
  const running = one.run(job, { onStart: started.resolve })
  const waiting = one.run(job, { signal: controller.signal })
  await started.promise
  controller.abort()
  expect(await waiting).toMatchObject({ outcome: 'failed', reason: 'RUNTIME_CANCELLED' })
  const last = one.run(job)
  await one.close()
  expect(await running).toMatchObject({ outcome: 'failed', reason: 'RUNTIME_CANCELLED' })
  expect(await last).toMatchObject({ outcome: 'failed', reason: 'RUNTIME_CANCELLED' })
})

test('a model runs in the sandbox, with the receipt of its class', async () => {
  const data = Uint8Array.of(10, 20, 255)
  const input = encodeTensors([{ name: 'x', type: 'uint8', dims: [1, 3], data }])
  const receipt = await executor.run(runJobOf(integerModel(), { kind: 'onnx', input }))
  expect(receipt).toMatchObject({ outcome: 'ok', class: 'D1', gas: 28n })
  expect(decodeTensors(receipt.output)[0]?.data).toEqual(new Uint8Array(BigInt64Array.of(0n, 1391n).buffer))
})

test.each([
  ['a module that is too large', { limits: { moduleBytes: 10 } }, 'RUNTIME_MODULE_TOO_LARGE'],
  ['a seed of another length', { seed: '0x00' }, 'RUNTIME_INPUT_INVALID'],
] as const)('%s never reaches a sandbox', async (_what, rest, reason) => {
  expect(await executor.run(runJobOf(endless, rest))).toMatchObject({
    outcome: 'failed',
    reason,
    durationMs: 0,
  })
})
