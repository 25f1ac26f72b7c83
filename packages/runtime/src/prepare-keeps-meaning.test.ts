import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashChainInput } from './jobs/hash-chain.ts'
import { exampleJobs, loadExampleJob } from './jobs/load-example-job.ts'
import { randomProgram } from './testing/random-program.ts'
import { runUnprepared } from './testing/run-unprepared.ts'
import { runHere } from './testing/run-wat.ts'

const RUNS = Number(process.env.N3_PROGRAMS ?? 150)

test('a prepared program computes what the original does, and uses the same gas each time', () => {
  let ended = 0
  fc.assert(
    fc.property(randomProgram(), (module) => {
      const prepared = runHere(module)
      const reference = runUnprepared(module)
      if (reference === undefined) expect(prepared.reason).toBe('RUNTIME_TRAPPED')
      else expect(prepared.output).toEqual(reference)
      ended += reference === undefined ? 0 : 1
      expect(runHere(module).gas).toBe(prepared.gas)
      expect(prepared.gas).toBeGreaterThan(0n)
    }),
    { numRuns: RUNS, seed: 20_260_101 },
  )
  // Programs that only trap would prove little.
  expect(ended).toBeGreaterThan(RUNS / 4)
}, 600_000)

test.each(exampleJobs)('the example job %s computes what it does unprepared', async (name) => {
  const module = await loadExampleJob(name)
  const input =
    name === 'hash-chain' ? hashChainInput(new Uint8Array(8).fill(9), 3_000) : new Uint8Array(70_000).fill(32)
  expect(runHere(module, { input }).output).toEqual(runUnprepared(module, input))
})
