// `npm run bench -w @network3/runtime`: what the sandbox costs. Ratios are of one run, interleaved, so that a busy
// machine slows both sides alike. Data: the example jobs, an ONNX layer of 512 × 32, seeds fixed.

import { encodeTensors } from '@network3/core/tensors/tensor-container'
import { buildWat } from '../scripts/build-wat.ts'
import { hashChainInput } from '../src/jobs/hash-chain.ts'
import { loadExampleJob } from '../src/jobs/load-example-job.ts'
import { CALL_DEPTH, DEFAULT_LIMITS } from '../src/limits.ts'
import { createExecutor } from '../src/node/create-executor.ts'
import { writeSandboxProgram } from '../src/node/sandbox-program.ts'
import { startChild } from '../src/node/start-child.ts'
import { prepareModule } from '../src/prepare.ts'
import { layerModel } from '../src/testing/example-models.ts'
import { floatProgram } from '../src/testing/float-program.ts'
import { runJobOf } from '../src/testing/run-job-of.ts'
import { runUnprepared } from '../src/testing/run-unprepared.ts'
import { runHere } from '../src/testing/run-wat.ts'

const runs = Number(process.argv[2] ?? 20)
const line = (name: string, figure: string, note = '') =>
  console.log(name.padEnd(46), figure.padStart(14), note)
const ms = (value: number) => `${value.toFixed(1)} ms`
const at = (values: number[], share: number) =>
  [...values].sort((left, right) => left - right)[
    Math.min(values.length - 1, Math.floor(values.length * share))
  ] ?? 0
const timed = (run: () => unknown): number => {
  const from = performance.now()
  run()
  return performance.now() - from
}

const hashChain = await loadExampleJob('hash-chain')
const wordCount = await loadExampleJob('word-count')
const limits = { memoryBytes: DEFAULT_LIMITS.memoryBytes, callDepth: CALL_DEPTH }
const seed = new Uint8Array(8).fill(7)

const prepares = Array.from({ length: 50 }, () => timed(() => prepareModule(hashChain, limits)))
line(
  'prepare hash-chain',
  ms(at(prepares, 0.5)),
  `${hashChain.length} → ${prepareModule(hashChain, limits).bytes.length} bytes`,
)

const text = new TextEncoder().encode('the quick brown fox jumps over the lazy dog\n'.repeat(1_000_000))
const programs: [string, Uint8Array, Uint8Array][] = [
  ['hash-chain, 200,000 rounds', hashChain, hashChainInput(seed, 200_000)],
  ['word-count, 44 MB', wordCount, text],
  ['floats, 20 million turns', floatProgram(), new Uint8Array(0)],
]
for (const [name, module, input] of programs) {
  const plain: number[] = []
  const prepared: number[] = []
  let gas = 0n
  for (let run = 0; run < Math.max(5, runs / 4); run++) {
    plain.push(timed(() => runUnprepared(module, input)))
    prepared.push(
      timed(() => {
        gas = runHere(module, { input }).gas
      }),
    )
  }
  const [before, after] = [at(plain, 0.5), at(prepared, 0.5)]
  line(
    name,
    `${(after / before).toFixed(2)} ×`,
    `${ms(before)} → ${ms(after)}, ${(Number(gas) / after / 1e6).toFixed(1)} gas/ns`,
  )
}

const endless = buildWat('(module (memory 1) (func (export "_start") (loop (br 0))))')
const executor = createExecutor()
const stops: number[] = []
const starts: number[] = []
const wholes: number[] = []
const models: number[] = []
const data = new Uint8Array(512).map((_, index) => index % 100)
const input = encodeTensors([{ name: 'x', type: 'uint8', dims: [1, 512], data }])
const model = runJobOf(layerModel(), { kind: 'onnx', input })
for (let run = 0; run < runs; run++) {
  await executor.warm()
  const wallMs = 50
  const receipt = await executor.run(runJobOf(endless, { limits: { wallMs, gas: 2n ** 62n } }))
  stops.push(receipt.durationMs - wallMs)
  await executor.warm()
  const from = performance.now()
  await executor.run(runJobOf(wordCount), { onStart: () => starts.push(performance.now() - from) })
  wholes.push(performance.now() - from)
  await executor.warm()
  models.push((await executor.run(model)).durationMs)
}
await executor.close()
const program = writeSandboxProgram()
const colds: number[] = []
for (let run = 0; run < runs; run++) {
  const from = performance.now()
  const child = startChild({ nice: 0, program })
  await child.ready
  colds.push(performance.now() - from)
  child.kill()
  await child.ended
}
program.remove()
const both = (values: number[]) => `p95 ${ms(at(values, 0.95))}`
line('endless loop: stopped after its time', ms(at(stops, 0.5)), both(stops))
line('start of a sandbox', ms(at(colds, 0.5)), both(colds))
line('submit to running, one waiting', ms(at(starts, 0.5)), `${both(starts)}; bar 150 ms`)
line('submit to receipt, word-count of nothing', ms(at(wholes, 0.5)), both(wholes))
line('model, 512 → 32, from nothing loaded', ms(at(models, 0.5)), both(models))
