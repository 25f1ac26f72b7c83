import { dumpTables, readCell } from '@network3/testing/dump-tables'
import { createTestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contractsByAddress } from './deployment-contracts.ts'
import { createChainSource, type SingleSource } from './rpc/chain-source.ts'
import { createJsonRpc } from './rpc/json-rpc.ts'
import { actOnChain } from './testing/act-randomly.ts'
import { type Fault, startFaultyNode } from './testing/faulty-node.ts'
import { waitUntilIndexed } from './testing/indexed-to.ts'
import { createRandom } from './testing/random.ts'
import { spawnIndexer } from './testing/spawn-indexer.ts'
import { startTestChain, type TestChain } from './testing/test-chain.ts'

/** One provider alone, which lies about one thing at a time. Lies by chance, with two providers, are the storm's. */
let chain: TestChain
let node: Awaited<ReturnType<typeof startFaultyNode>>
let source: SingleSource
const closers: (() => Promise<unknown>)[] = []
const random = createRandom(12)

const act = async (times: number) => {
  for (let action = 0; action < times; action++) await actOnChain(chain, random)
}

beforeAll(async () => {
  chain = await startTestChain({ slotsInEpoch: 16 })
  node = await startFaultyNode(chain.anvil.rpcUrl)
  closers.push(chain.stop, node.close)
  source = createChainSource({
    ...{ rpc: createJsonRpc({ url: node.url }), provesRanges: true },
    addresses: [...contractsByAddress(chain.deployment).keys()],
    fallbackDepth: { safe: 300n, finalized: 900n },
  })
  await act(20)
})
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

type Log = { data: string; topics: string[] }
const ofLogs =
  (lie: (logs: Log[]) => Log[]): Fault =>
  ({ method }, result) =>
    method === 'eth_getLogs' && Array.isArray(result) && result.length > 0 ? lie(result) : result
const withoutReceiptLogs = (result: unknown) =>
  Array.isArray(result) ? result.map((receipt) => ({ ...receipt, logs: [] })) : result

const lies: [lie: string, fault: Fault][] = [
  ['leaves out a log', ofLogs((logs) => logs.slice(0, -1))],
  ['leaves out every log', ofLogs(() => [])],
  [
    'leaves out logs, and from the receipts too',
    (call, result) =>
      call.method === 'eth_getBlockReceipts' ? withoutReceiptLogs(result) : ofLogs(() => [])(call, result),
  ],
  [
    'changes an amount',
    ofLogs((logs) =>
      logs.map((log) => ({ ...log, data: log.data.replace(/.$/, (last) => (last === '0' ? '1' : '0')) })),
    ),
  ],
  ['gives a log twice', ofLogs((logs) => [...logs, ...logs.slice(-1)])],
]

describe.each(lies)('a node that %s', (_, fault) => {
  const refusal = expect.objectContaining({ code: 'RPC_ANSWER_INVALID', retryable: true })

  test('is not believed about a block near the head, and is once it tells the truth', async () => {
    node.state.fault = undefined
    const { latest } = await source.heads()
    const [header] = await source.headers([latest.number])
    if (header === undefined) throw new Error('The head is not there.')
    node.state.fault = fault
    await expect(source.blockLogs(header)).rejects.toEqual(refusal)
    node.state.fault = undefined
    expect(await source.blockLogs(header)).toMatchObject({ verified: 'receipts-root' })
  })

  test('is not believed about a range of final blocks', async () => {
    node.state.fault = undefined
    const { latest } = await source.heads()
    node.state.fault = fault
    const proven = async () =>
      source.proveRange((await source.rangeLogs(latest.number - 8n, latest.number)).read())
    await expect(proven()).rejects.toEqual(refusal)
    node.state.fault = undefined
    expect((await proven()).get('receipts-root')).toBeGreaterThan(0)
  })
})

test('a node that gives another block than asked is not believed: no index begins or ends with it', async () => {
  const refusal = expect.objectContaining({ code: 'RPC_ANSWER_INVALID', retryable: true })
  const { number: head } = await chain.admin.getBlock()
  const other = await chain.control.request({
    ...{ method: 'eth_getBlockByNumber', params: ['0x3', false] },
  } as never)
  const lieAbout =
    (number: bigint): Fault =>
    ({ method, params }, result) =>
      method === 'eth_getBlockByNumber' && params[0] === `0x${number.toString(16)}` ? other : result
  node.state.fault = lieAbout(0n)
  await expect(source.headers([0n, 1n])).rejects.toEqual(refusal)
  node.state.fault = lieAbout(head)
  const range = await source.rangeLogs(head - 1n, head)
  expect(() => range.read()).toThrow(refusal)
  node.state.fault = undefined
  expect((await source.headers([0n]))[0]?.hash).toBe(chain.deployment.genesisHash)
})

test('no block advances on a lie; refused ranges are halved; without receipts the bloom decides, and all is told', async () => {
  const [database, clean] = await Promise.all([createTestDatabase(), createTestDatabase()])
  closers.push(database.drop, clean.drop)
  const start = async (databaseUrl: string, rpcUrl: string) => {
    const indexer = await spawnIndexer({ databaseUrl, rpcUrl, deployment: chain.deployment })
    closers.push(indexer.stop)
    return indexer
  }
  await chain.control.mine({ blocks: 40 })
  let ranges = 0
  node.state.fault = ({ method, params }, result) => {
    if (method === 'eth_getBlockReceipts') throw new Error('the method eth_getBlockReceipts is not available')
    const [filter] = params as [{ fromBlock?: string; toBlock?: string }]
    if (method !== 'eth_getLogs' || filter.fromBlock === undefined) return result
    ranges += 1
    if (ranges % 7 === 0) throw new Error('timed out')
    if (Number(filter.toBlock) - Number(filter.fromBlock) >= 3)
      throw new Error('query returned more than 10000 results')
    return result
  }
  const indexer = await start(database.url, node.url)
  await waitUntilIndexed(database.url, chain)
  expect(indexer.log()).toContain('range was halved')
  const metrics = await (await fetch(`${indexer.url}/metrics`)).text()
  expect(metrics).toMatch(/verified_blocks_total\{mode="bloom"\} [1-9]/)

  const events = await readCell(database.url, 'SELECT count(*)::int FROM event')
  node.state.lies = 0
  node.state.fault = ofLogs((logs) => logs.slice(0, -1))
  await act(3)
  await waitUntil('it was lied to a few times', () => node.state.lies >= 4)
  await waitUntil('it said why it is not ready', async () => {
    const body = (await (await fetch(`${indexer.url}/readyz`)).json()) as { reasons: { code: string }[] }
    return body.reasons.some(({ code }) => code === 'RPC_ANSWER_INVALID')
  })
  expect(await readCell(database.url, 'SELECT count(*)::int FROM event')).toBe(events)

  node.state.fault = undefined
  await start(clean.url, chain.anvil.rpcUrl)
  await Promise.all([waitUntilIndexed(database.url, chain), waitUntilIndexed(clean.url, chain)])
  expect(await dumpTables(database.url)).toEqual(await dumpTables(clean.url))
})
