import { dumpTables, readCell } from '@network3/testing/dump-tables'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { actOnChain } from './testing/act-randomly.ts'
import { type Fault, startFaultyNode } from './testing/faulty-node.ts'
import { waitUntilIndexed } from './testing/indexed-to.ts'
import { createRandom } from './testing/random.ts'
import { spawnIndexer } from './testing/spawn-indexer.ts'
import { startTestChain, type TestChain } from './testing/test-chain.ts'

let chain: TestChain
let database: TestDatabase
let node: Awaited<ReturnType<typeof startFaultyNode>>
const closers: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  ;[chain, database] = await Promise.all([startTestChain({ slotsInEpoch: 16 }), createTestDatabase()])
  node = await startFaultyNode(chain.anvil.rpcUrl)
  closers.push(database.drop, chain.stop, node.close)
})

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function start(databaseUrl: string, rpcUrl: string) {
  const indexer = await spawnIndexer({ databaseUrl, rpcUrl, deployment: chain.deployment })
  closers.push(indexer.stop)
  return indexer
}

async function expectSameAsTruth(): Promise<void> {
  const clean = await createTestDatabase()
  closers.push(clean.drop)
  await start(clean.url, chain.anvil.rpcUrl)
  await waitUntilIndexed(clean.url, chain)
  expect(await dumpTables(database.url)).toEqual(await dumpTables(clean.url))
}

type Log = { data: string; topics: string[] }
const isLogs = (method: string) => method === 'eth_getLogs'
const withoutLast = (result: unknown) =>
  Array.isArray(result) && result.length > 0 ? result.slice(0, -1) : result
const withoutReceiptLogs = (result: unknown) =>
  Array.isArray(result) ? result.map((receipt) => ({ ...receipt, logs: [] })) : result

const lies: [lie: string, fault: Fault][] = [
  ['leaves out a log', ({ method }, result) => (isLogs(method) ? withoutLast(result) : result)],
  ['leaves out every log', ({ method }, result) => (isLogs(method) ? [] : result)],
  [
    'leaves out logs, and from the receipts too',
    ({ method }, result) => {
      if (isLogs(method)) return []
      return method === 'eth_getBlockReceipts' ? withoutReceiptLogs(result) : result
    },
  ],
  [
    'changes an amount',
    ({ method }, result) => {
      if (!isLogs(method) || !Array.isArray(result)) return result
      return result.map((log: Log) => ({
        ...log,
        data: log.data.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      }))
    },
  ],
  [
    'gives a log twice',
    ({ method }, result) =>
      isLogs(method) && Array.isArray(result) ? [...result, ...result.slice(-1)] : result,
  ],
]

/** Near the head blocks are followed one by one; once final, they are filled in by ranges. */
const places: [place: string, emptyBlocks: number][] = [
  ['near the head', 0],
  ['about final blocks', 40],
]

test.each(
  places.flatMap(([place, emptyBlocks]) => lies.map(([lie, fault]) => ({ lie, place, fault, emptyBlocks }))),
)('a node that $lie $place is not believed: no block advances on it', async ({ fault, emptyBlocks }) => {
  const random = createRandom(12)
  const indexer = await start(database.url, node.url)
  await waitUntilIndexed(database.url, chain)
  const events = await readCell(database.url, 'SELECT count(*)::int FROM event')

  node.state.fault = fault
  for (let action = 0; action < 5; action++) await actOnChain(chain, random)
  if (emptyBlocks > 0) await chain.control.mine({ blocks: emptyBlocks })
  await waitUntil('it was lied to a few times', () => node.state.lies >= 4)
  expect(await readCell(database.url, 'SELECT count(*)::int FROM event')).toBe(events)
  await waitUntil('it said why it is not ready', async () => {
    const body = (await (await fetch(`${indexer.url}/readyz`)).json()) as { reasons: { code: string }[] }
    return body.reasons.some(({ code }) => code === 'RPC_ANSWER_INVALID')
  })
  expect(await readCell(database.url, 'SELECT count(*)::int FROM event')).toBe(events)

  node.state.fault = undefined
  await waitUntilIndexed(database.url, chain)
  await expectSameAsTruth()
})

test('a node that refuses large ranges and times out now and then is filled from in smaller ones', async () => {
  const random = createRandom(13)
  for (let action = 0; action < 50; action++) await actOnChain(chain, random)
  let calls = 0
  node.state.fault = ({ method, params }, result) => {
    const [filter] = params as [{ fromBlock?: string; toBlock?: string }]
    if (!isLogs(method) || filter.fromBlock === undefined) return result
    calls += 1
    if (calls % 7 === 0) throw new Error('timed out')
    if (Number(filter.toBlock) - Number(filter.fromBlock) >= 3)
      throw new Error('query returned more than 10000 results')
    return result
  }
  const indexer = await start(database.url, node.url)
  await waitUntilIndexed(database.url, chain)
  expect(indexer.log()).toContain('range was halved')
  await expectSameAsTruth()
})

test('a node without block receipts is followed by the bloom alone, and says so in its metrics', async () => {
  node.state.fault = ({ method }, result) => {
    if (method === 'eth_getBlockReceipts') throw new Error('the method eth_getBlockReceipts is not available')
    return result
  }
  const indexer = await start(database.url, node.url)
  const random = createRandom(14)
  for (let action = 0; action < 10; action++) await actOnChain(chain, random)
  await waitUntilIndexed(database.url, chain)
  expect(await (await fetch(`${indexer.url}/metrics`)).text()).toMatch(
    /verified_blocks_total\{mode="bloom"\} [1-9]/,
  )
  await expectSameAsTruth()
})
