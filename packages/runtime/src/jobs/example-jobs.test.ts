import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildWat } from '../../scripts/build-wat.ts'
import { runWasmInRealm } from '../run-wasm-in-realm.ts'
import { runJobOf } from '../testing/run-job-of.ts'
import { hashChainInput, hashChainOutput } from './hash-chain.ts'
import { exampleJobs, loadExampleJob } from './load-example-job.ts'

const run = async (name: 'word-count' | 'hash-chain', input: Uint8Array) =>
  runWasmInRealm({ ...runJobOf(await loadExampleJob(name), { input }), args: [] }, () => undefined)

test.each(exampleJobs)('%s is built from its source', async (name) => {
  const source = readFileSync(new URL(`../../jobs/${name}/job.wat`, import.meta.url), 'utf8')
  expect(buildWat(source, name)).toEqual(await loadExampleJob(name))
})

test.each([
  ['', '0 0 0\n'],
  ['one', '0 1 3\n'],
  ['hello big\tworld\n\n yes\n', '3 4 22\n'],
  ['ab '.repeat(100_000), '0 100000 300000\n'],
])('word-count counts %j', async (text, counts) => {
  const result = await run('word-count', new TextEncoder().encode(text))
  expect(new TextDecoder().decode(result.output)).toBe(counts)
})

test.each([0, 1, 2, 1_000])('hash-chain of %i rounds is that of an independent SHA-256', async (rounds) => {
  const seed = Uint8Array.of(1, 2, 3, 4, 250, 251, 252, 253)
  const result = await run('hash-chain', hashChainInput(seed, rounds))
  expect(result).toMatchObject({ outcome: 'ok', exitCode: 0, class: 'D0' })
  expect(result.output).toEqual(hashChainOutput(seed, rounds))
})

test('hash-chain takes 12 bytes and nothing else', async () => {
  for (const length of [0, 11, 13])
    expect(await run('hash-chain', new Uint8Array(length))).toMatchObject({
      outcome: 'failed',
      reason: 'RUNTIME_EXIT_NONZERO',
      exitCode: 2,
    })
})
