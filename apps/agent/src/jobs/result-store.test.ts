import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openHome } from '../home/open-home.ts'
import { openResultStore, type StoredResult } from './result-store.ts'

const HASH = `0x${'22'.repeat(32)}` as const
const result: StoredResult = {
  ...{ version: 1, nonce: null, deadlineMs: 1_000 },
  receipt: {
    ...{ chainId: 31337, node: `0x${'ab'.repeat(20)}`, jobId: `job_${'0'.repeat(32)}`, fence: 3 },
    ...{ moduleHash: HASH, inputHash: HASH, outputHash: HASH, resultHash: HASH, outcome: 'ok', reason: null },
    ...{ gas: '12', class: 'D0', durationMs: 5, signature: `0x${'33'.repeat(65)}` },
  },
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'network3-results-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const open = async () => openResultStore(await openHome(folder))

test('a result is found again after a restart, whole, by its owner only', async () => {
  await (await open()).keep(result, Uint8Array.of(1, 2, 3))
  const store = await open()
  expect(await store.list(0)).toEqual([result])
  expect(await store.readBlob(result.receipt)).toEqual(Uint8Array.of(1, 2, 3))
  for (const name of readdirSync(join(folder, 'results')))
    expect(statSync(join(folder, 'results', name)).mode & 0o777).toBe(0o600)
  await store.forget(result.receipt)
  expect(readdirSync(join(folder, 'results'))).toEqual([])
})

test('halves, damaged files and what is a day too late are cleared away', async () => {
  const store = await open()
  writeFileSync(join(folder, 'results', 'job_1.1.blob'), 'half')
  writeFileSync(join(folder, 'results', `job_${'1'.repeat(32)}.1.json`), '{"version":1')
  await store.keep(result, Uint8Array.of(1))
  expect(await store.list(0)).toHaveLength(1)
  expect(readdirSync(join(folder, 'results'))).toHaveLength(2)
  expect(await store.list(86_402_000)).toEqual([])
  expect(readdirSync(join(folder, 'results'))).toEqual([])
})
