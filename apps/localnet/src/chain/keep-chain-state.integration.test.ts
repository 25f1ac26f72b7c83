import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '@network3/local-servers/find-free-port'
import { startAnvil } from '@network3/local-servers/start-anvil'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chooseDumpInterval, copyFinishedDumps, settleChainState } from './keep-chain-state.ts'

let folder: string
let files: { state: string; copy: string }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'network3-state-'))
  files = { state: join(folder, 'state.json'), copy: join(folder, 'state.previous.json') }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function startChain() {
  return startAnvil({
    port: await findFreePort(),
    blockTime: 1,
    stateFile: files.state,
    stateIntervalSeconds: 3,
    logFile: join(folder, 'log'),
  })
}

test('a chain whose dump was cut short goes on from the dump before', async () => {
  const first = await startChain()
  const stopCopying = copyFinishedDumps(files, 50)
  await expect.poll(() => existsSync(files.copy), { timeout: 15_000 }).toBe(true)
  stopCopying()
  const genesis = await readGenesis(first.rpcUrl)
  process.kill(first.pid, 'SIGKILL')
  await first.exited
  truncateSync(files.state, 2_000)

  expect(settleChainState(files)).toBe('copy')
  const second = await startChain()
  expect(await readGenesis(second.rpcUrl)).toBe(genesis)
  await second.stop()
  expect(existsSync(`${files.state}.broken`)).toBe(true)
})

test('a whole dump is used as it is, and no dump means a new chain', () => {
  expect(settleChainState(files)).toBe('nothing')
  writeFileSync(files.state, '{"block":{}}')
  writeFileSync(files.copy, '{"block":{"older":1}}')
  expect(settleChainState(files)).toBe('last-dump')
  expect(readFileSync(files.state, 'utf8')).toBe('{"block":{}}')
})

test('a part that happens to end in a bracket is still seen as a part', () => {
  writeFileSync(files.state, '{"block":{}')
  writeFileSync(files.copy, '{"block":{}}')
  expect(settleChainState(files)).toBe('copy')
})

test('with neither readable both are put aside for whoever wants to look', () => {
  writeFileSync(files.state, '{"block":')
  writeFileSync(files.copy, '')
  expect(settleChainState(files)).toBe('nothing-readable')
  expect(existsSync(files.state)).toBe(false)
  expect(existsSync(`${files.state}.broken`)).toBe(true)
  expect(existsSync(`${files.copy}.broken`)).toBe(true)
})

test('a long chain is dumped less often', () => {
  expect(chooseDumpInterval(files.state)).toBe(30)
  writeFileSync(files.state, Buffer.alloc(120e6))
  expect(chooseDumpInterval(files.state)).toBe(120)
})

async function readGenesis(rpcUrl: string): Promise<string> {
  const body = '{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["0x0",false]}'
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const answer: { result: { hash: string } } = JSON.parse(await response.text())
  return answer.result.hash
}
