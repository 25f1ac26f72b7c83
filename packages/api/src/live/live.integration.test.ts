import { deleteBlocksAbove, insertBlocks } from '@network3/db/write/blocks'
import { deleteEventsAbove, insertEvents } from '@network3/db/write/events'
import { moveTip, notifyBlock } from '@network3/db/write/tip'
import { createLogger } from '@network3/service/logger'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Context, createContext } from '../context.ts'
import { createTestApi, type TestApi } from '../testing/create-test-api.ts'
import { readStream, type Stream, type StreamMessage } from '../testing/read-stream.ts'
import { minedAt, stakedEvent } from '../testing/seed-chain.ts'
import { type ApiServer, serveApi } from '../testing/serve-api.ts'
import { blockHash, operatorAddress, TIP_NUMBER, testDeployment } from '../testing/test-actors.ts'

let api: TestApi
let context: Context
let server: ApiServer
let tip = { number: TIP_NUMBER, fork: 0 }
const streams: Stream[] = []

beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

/** Every test has a feed of its own, over the same chain of a hundred blocks. */
beforeEach(async () => {
  const { clock } = api.context
  const logger = createLogger('live-test', 'silent')
  const place = { databaseUrl: api.databaseUrl, deployment: testDeployment, rpcUrl: 'http://127.0.0.1:9' }
  context = createContext({ ...place, logger, clock })
  server = await serveApi(context)
})
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close()
  await server.stop()
  await context.close()
  if (tip.number !== TIP_NUMBER) await unwindTo(TIP_NUMBER)
})

async function open(input: object = {}, lastEventId?: string): Promise<Stream> {
  const url = `${server.url}/activity.live?input=${encodeURIComponent(JSON.stringify(input))}`
  const stream = await readStream(url, lastEventId)
  streams.push(stream)
  return stream
}

const heads = (number: number) => ({ head: BigInt(number), safe: 90n, finalized: 80n })
const idOf = (number: number, fork = 0) => ({ number: BigInt(number), hash: blockHash(number, fork) })

/** Commits a block with its events and notice, as the indexer does: in one transaction. */
async function mine(number: number, events: number, fork = 0, isSilent = false): Promise<void> {
  await api.writer.transaction(async (tx) => {
    const parent = tip
    await insertBlocks(tx, [
      { ...idOf(number, fork), parentHash: blockHash(parent.number, parent.fork), minedAt: minedAt(number) },
    ])
    await insertEvents(
      tx,
      Array.from({ length: events }, (_, index) => stakedEvent(number, index, fork)),
    )
    await moveTip(
      tx,
      idOf(parent.number, parent.fork),
      { ...idOf(number, fork), minedAt: minedAt(number) },
      heads(number),
    )
    if (!isSilent) await notifyBlock(tx, idOf(number, fork), events)
  })
  tip = { number, fork }
}

/** Takes blocks back, as the indexer does before it follows another fork. */
async function unwindTo(number: number): Promise<void> {
  await api.writer.transaction(async (tx) => {
    await deleteEventsAbove(tx, BigInt(number))
    await deleteBlocksAbove(tx, BigInt(number))
    await moveTip(
      tx,
      idOf(tip.number, tip.fork),
      { ...idOf(number), minedAt: minedAt(number) },
      heads(number),
    )
    await notifyBlock(tx, idOf(number), 0, tip.number - number)
  })
  tip = { number, fork: 0 }
}

const short = ({ data }: StreamMessage) =>
  data.type === 'event'
    ? `event ${data.event.id}`
    : data.type === 'block'
      ? `block ${data.blockNumber}`
      : data.type === 'reorg'
        ? `reorg ${data.fromBlock}`
        : data.type

const has = (words: string) => (messages: StreamMessage[]) =>
  messages.some((message) => short(message) === words)

test('a new reader is told of the tip, then of every block and its events in order', async () => {
  const stream = await open()
  await stream.until(has('block 100'))
  await mine(101, 2)
  await mine(102, 0)
  await stream.until(has('block 102'))
  const words = stream.messages.map(short).filter((word) => word !== 'block 101')
  expect(words).toEqual(['block 100', 'event 101-0', 'event 101-1', 'block 102'])
})

test('a reader that reconnects gets exactly what it missed', async () => {
  const stream = await open()
  await stream.until(has('block 100'))
  await mine(101, 3)
  await stream.until(has('event 101-1'))
  stream.close()
  const lastSeen = stream.messages.find((message) => short(message) === 'event 101-1')
  await mine(102, 1)
  const again = await open({}, lastSeen?.id)
  await again.until(has('block 102'))
  expect(again.messages.map(short)).toEqual(['event 101-2', 'event 102-0', 'block 102'])
})

test('a reorg is told with the first block that fell away, then the new fork follows', async () => {
  const stream = await open()
  await stream.until(has('block 100'))
  await mine(101, 1)
  await stream.until(has('block 101'))
  await mine(102, 1)
  await stream.until(has('block 102'))
  await unwindTo(100)
  await mine(101, 1, 1)
  await mine(102, 2, 1)
  await stream.until(has('event 102-1'))
  const words = stream.messages.map(short)
  const reorg = words.indexOf('reorg 101')
  expect(reorg).toBeGreaterThan(words.indexOf('block 102'))
  expect(words.slice(reorg).filter((word) => word.startsWith('event'))).toEqual([
    'event 101-0',
    'event 102-0',
    'event 102-1',
  ])
})

test('a reader that slept through a reorg is told to drop what is not final, and gets the new fork', async () => {
  await mine(101, 1)
  const stream = await open({}, `101-0-${blockHash(101).slice(0, 10)}`)
  await stream.until(has('block 101'))
  stream.close()
  await unwindTo(100)
  await mine(101, 2, 1)
  const again = await open({}, stream.messages.at(-1)?.id)
  await again.until(has('block 101'))
  const words = again.messages.map(short)
  expect(words[0]).toBe('reorg 81')
  expect(words).toContain('event 101-1')
})

test('a filtered reader gets the events of its operator and every block', async () => {
  const stream = await open({ operator: operatorAddress(101 % 24) })
  await stream.until(has('block 100'))
  await mine(101, 1)
  await mine(102, 1)
  await stream.until(has('block 102'))
  const events = stream.messages.map(short).filter((word) => word.startsWith('event'))
  expect(events).toEqual(['event 101-0'])
})

test('too much at once is a gap, not a flood', async () => {
  const stream = await open()
  await stream.until(has('block 100'))
  await mine(101, 501)
  await stream.until(has('block 101'))
  expect(stream.messages.map(short)).toEqual(['block 100', 'gap', 'block 101'])
})

test('a lost connection to the database is opened again, and nothing is lost with it', async () => {
  const stream = await open()
  await stream.until(has('block 100'))
  const listeners =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'network3-live' AND datname = current_database()"
  await api.context.pool.query(listeners)
  await mine(101, 1)
  await mine(102, 1)
  await stream.until(has('block 102'))
  expect(stream.messages.map(short).filter((word) => word.startsWith('event'))).toEqual([
    'event 101-0',
    'event 102-0',
  ])
})

test('many readers share one connection to the database', async () => {
  const readers = await Promise.all(Array.from({ length: 20 }, () => open()))
  for (const reader of readers) await reader.until(has('block 100'))
  await mine(101, 1)
  for (const reader of readers) await reader.until(has('block 101'))
  const { rows } = await api.context.pool.query<{ total: bigint }>(
    "SELECT count(*) AS total FROM pg_stat_activity WHERE application_name = 'network3-live' AND datname = current_database()",
  )
  expect(rows[0]?.total).toBe(1n)
})

test('a reader that hangs up is forgotten', async () => {
  const stream = await open()
  await stream.until(has('block 100'))
  expect(context.live.readerCount()).toBe(1)
  stream.close()
  await expect.poll(() => context.live.readerCount(), { timeout: 10_000 }).toBe(0)
})

test('a last event id that is none begins at the tip', async () => {
  const stream = await open({}, '../../etc/passwd')
  await stream.until(has('block 100'))
  expect(stream.messages).toHaveLength(1)
})
