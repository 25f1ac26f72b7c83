import { readCell } from '@network3/testing/dump-tables'
import { createTestDatabase, type TestDatabase } from '@network3/testing/postgres'
import { waitUntil } from '@network3/testing/wait-until'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { waitUntilIndexed } from './testing/indexed-to.ts'
import { serveFiles } from './testing/serve-files.ts'
import { type IndexerProcess, spawnIndexer } from './testing/spawn-indexer.ts'
import { startTestChain, type TestChain } from './testing/test-chain.ts'
import { createTestEpochs } from './testing/test-epochs.ts'

let chain: TestChain
let database: TestDatabase
let publisher: Awaited<ReturnType<typeof serveFiles>>
let epochs: Awaited<ReturnType<typeof createTestEpochs>>
let indexer: IndexerProcess

beforeEach(async () => {
  ;[chain, database, publisher] = await Promise.all([
    startTestChain({ slotsInEpoch: 16 }),
    createTestDatabase(),
    serveFiles(),
  ])
  epochs = await createTestEpochs(chain)
  indexer = await spawnIndexer({
    ...{ databaseUrl: database.url, rpcUrl: chain.anvil.rpcUrl, deployment: chain.deployment },
    epochFilesUrl: publisher.url,
  })
})

afterEach(async () => {
  await indexer.stop()
  await Promise.all([database.drop(), chain.stop(), publisher.close()])
})

const stateOf = (epoch: bigint) =>
  readCell(database.url, "SELECT concat_ws(' ', file_state, file_reason) FROM epoch WHERE number = $1", [
    epoch,
  ])
const earned = () => readCell(database.url, 'SELECT coalesce(sum(earned_total_wei), 0) FROM operator')
const becomes = (epoch: bigint, state: string) =>
  waitUntil(`epoch ${epoch} became "${state}"`, async () => (await stateOf(epoch)) === state)

test('a root counts as earned only once its file is there and rebuilds to it', async () => {
  const file = epochs.build(1n, undefined)
  await epochs.post(epochs.postingOf(file))
  await becomes(1n, 'pending FILE_UNREACHABLE')
  expect(await earned()).toBe('0')

  publisher.publish(epochs.postingOf(file).dataHash, epochs.textOf(file))
  await becomes(1n, 'verified')
  expect(await earned()).toBe(file.cumulativeTotalWei)
  expect(await readCell(database.url, 'SELECT sum(earned_wei) FROM operator_hour')).toBe(
    file.cumulativeTotalWei,
  )
  expect(await readCell(database.url, 'SELECT sum(amount_wei) FROM node_reward')).toBe(
    file.cumulativeTotalWei,
  )
  const board = `SELECT string_agg(rank || ':' || earned_wei, ' ' ORDER BY rank) FROM operator_rank WHERE "window" = '24h'`
  const shares = file.operators.map(({ amountWei }, index) => `${index + 1}:${amountWei}`).join(' ')
  await waitUntil('the board shows it', async () => (await readCell(database.url, board)) === shares)
})

test('a file with another hash, root or total than the chain’s is refused with its reason, and holds up no other', async () => {
  const first = epochs.build(1n, undefined)
  const honest = epochs.postingOf(first)
  publisher.publish(honest.dataHash, `${epochs.textOf(first)} `)
  await epochs.post(honest)
  await becomes(1n, 'refused FILE_HASH_MISMATCH')

  const second = epochs.build(2n, first)
  publisher.publish(epochs.postingOf(second).dataHash, epochs.textOf(second))
  await epochs.post({ ...epochs.postingOf(second), root: `0x${'ab'.repeat(32)}` })
  await becomes(2n, 'refused ROOT_MISMATCH')

  const third = epochs.build(3n, second)
  publisher.publish(epochs.postingOf(third).dataHash, epochs.textOf(third))
  const posting = epochs.postingOf(third)
  await epochs.post({ ...posting, cumulativeTotal: posting.cumulativeTotal + 1n })
  await becomes(3n, 'refused TOTAL_MISMATCH')
  expect(await earned()).toBe('0')
  expect(await readCell(database.url, 'SELECT file_detail FROM epoch WHERE number = 3')).toContain(
    'add up to',
  )

  const fourth = epochs.build(4n, third)
  publisher.publish(epochs.postingOf(fourth).dataHash, epochs.textOf(fourth))
  await epochs.post({ ...epochs.postingOf(fourth), cumulativeTotal: BigInt(fourth.cumulativeTotalWei) })
  await becomes(4n, 'verified')
  const increment = fourth.operators.reduce((sum, { amountWei }) => sum + BigInt(amountWei), 0n)
  expect(await earned()).toBe(String(increment))
})

test('a veto or a reorg takes back what was earned, and the same root coming back counts again', async () => {
  const file = epochs.build(1n, undefined)
  publisher.publish(epochs.postingOf(file).dataHash, epochs.textOf(file))
  await epochs.post(epochs.postingOf(file))
  await becomes(1n, 'verified')

  await epochs.veto(1n)
  await waitUntilIndexed(database.url, chain)
  expect(await earned()).toBe('0')
  expect(await readCell(database.url, 'SELECT vetoed_at IS NOT NULL FROM epoch')).toBe(true)

  await chain.reorg(1)
  await becomes(1n, 'verified')
  expect(await earned()).toBe(file.cumulativeTotalWei)

  await chain.reorg(6)
  await waitUntilIndexed(database.url, chain)
  expect(await readCell(database.url, 'SELECT count(*)::int FROM epoch')).toBe(0)
  expect(await earned()).toBe('0')
})
