import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AnvilServer, startAnvil } from './start-anvil.ts'

let folder: string
let chain: AnvilServer | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'network3-anvil-'))
})
afterEach(async () => {
  await chain?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<AnvilServer> {
  chain = await startAnvil({
    stateFile: join(folder, 'state.json'),
    slotsInEpoch: 2,
    logFile: join(folder, 'log'),
  })
  return chain
}

async function ask<T>(method: string, ...params: unknown[]): Promise<T> {
  if (chain === undefined) throw new Error('no chain')
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const response = await fetch(chain.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const answer: { result: T; error?: { message: string } } = JSON.parse(await response.text())
  if (answer.error) throw new Error(answer.error.message)
  return answer.result
}

type Block = { number: string; hash: string; parentHash: string }
const sender = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
/** Creates a contract that answers every call with one empty log: LOG0 over nothing. */
const loggerCode = '0x6560006000a0006000526006601af3'

/** Sends and waits: mining follows the sending at once, but not before the answer. */
async function send(transaction: {
  data?: string
  to?: string
}): Promise<{ contractAddress: string; hash: string }> {
  const hash = await ask<string>('eth_sendTransaction', { from: sender, ...transaction })
  const receipt = await vi.waitUntil(() =>
    ask<{ contractAddress: string } | null>('eth_getTransactionReceipt', hash),
  )
  return { contractAddress: receipt.contractAddress, hash }
}

async function mineLogs(count: number): Promise<string[]> {
  const { contractAddress } = await send({ data: loggerCode })
  const hashes = []
  for (let index = 0; index < count; index++) hashes.push((await send({ to: contractAddress })).hash)
  return hashes
}

async function describeChain(transactions: string[]) {
  const numbers = [0, 1, 2, 3, 4, 5].map((number) => `0x${number.toString(16)}`)
  return {
    blocks: await Promise.all(numbers.map((number) => ask<Block>('eth_getBlockByNumber', number, false))),
    logs: await ask<unknown[]>('eth_getLogs', { fromBlock: '0x0', toBlock: 'latest' }),
    receipts: await Promise.all(transactions.map((hash) => ask('eth_getTransactionReceipt', hash))),
    tags: await Promise.all(
      ['latest', 'safe', 'finalized'].map((tag) => ask<Block>('eth_getBlockByNumber', tag, false)),
    ),
  }
}

test('a stopped chain goes on with the same blocks, logs, receipts and finality', async () => {
  await start()
  const transactions = await mineLogs(6)
  const before = await describeChain(transactions)
  expect(before.logs).toHaveLength(6)
  expect(before.tags.map((block) => Number(block.number))).toEqual([7, 5, 3])
  await chain?.stop()
  await start()
  expect(await describeChain(transactions)).toEqual(before)
  await mineLogs(0)
  const next = await ask<Block>('eth_getBlockByNumber', 'latest', false)
  expect(next.parentHash).toBe(before.tags[0]?.hash)
})

test('over many restarts the chain keeps its first block and goes by the clock', async () => {
  await start()
  await mineLogs(1)
  const before = await describeChain([])
  for (let restart = 1; restart <= 3; restart++) {
    await chain?.stop()
    // A pause, once, which must not stay in the chain's clock: only time itself can make one.
    if (restart === 1) await delay(2_500)
    await start()
    expect((await describeChain([])).blocks.slice(0, 3)).toEqual(before.blocks.slice(0, 3))
    await mineLogs(0)
    const { timestamp } = await ask<{ timestamp: string }>('eth_getBlockByNumber', 'latest', false)
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(2)
  }
})

test('state of blocks before the restart is forgotten, state of the head is not', async () => {
  await start()
  await mineLogs(3)
  await chain?.stop()
  await start()
  await expect(ask('eth_getBalance', sender, '0x1')).rejects.toThrow()
  expect(BigInt(await ask<string>('eth_getBalance', sender, 'latest'))).toBeGreaterThan(0n)
})

test('a chain whose port is taken does not start, though the other chain would answer', async () => {
  const first = await start()
  const second = startAnvil({ port: first.port, logFile: join(folder, 'second') })
  await expect(second).rejects.toThrow(/port \d+ is taken/)
})

test('a chain that dies while starting says so with the words of its log', async () => {
  const dying = startAnvil({ logFile: join(folder, 'log'), extraArguments: ['--no-such-option'] })
  await expect(dying).rejects.toThrow(/anvil did not start[\s\S]*no-such-option/)
})
